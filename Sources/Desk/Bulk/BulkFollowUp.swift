import Storage

extension Change {
    /// Until cases have a next step of their own, every one of them refuses it.
    func perform(_ followUp: BulkAct.FollowUp?, on reference: CaseReference, by viewer: Viewer) throws -> BulkEffect {
        throw DeskError("request.unknown_field", "El campo «\("action.followUp")» no existe aquí.", field: "action.followUp")
    }
    func undo(followUp effect: BulkEffect, on reference: CaseReference, by viewer: Viewer) throws { throw NothingToDo() }
}
