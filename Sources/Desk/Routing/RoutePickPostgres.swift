/// One of the two stated places with `for update`: a case that another transaction holds is left to it.
enum RoutePickPostgres {
    static let lock = " for update of c skip locked"
}
