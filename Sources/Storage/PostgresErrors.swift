extension StorageError.Kind {
    init(sqlState: String, constraint: String) {
        self =
            switch sqlState {
            case "23505", "23P01": .unique(constraint: constraint)
            case "40001", "40P01", "55P03": .serialization
            case "25006": .readOnly
            case "53100": .full
            case "XX001", "XX002": .corrupt
            case "57014": .busy  // statement_timeout
            case "08P01": .other  // a wrong number of arguments
            case _ where sqlState.hasPrefix("23"): .constraint
            case _ where ["08", "53", "57", "58"].contains { sqlState.hasPrefix($0) }: .unavailable
            default: .other
            }
    }
}
