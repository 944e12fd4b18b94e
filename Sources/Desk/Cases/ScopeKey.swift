/// Names the one open case that a new message joins (architecture §5, "Scope").
package enum ScopeKey {
    package static func make(policy: Policy, contact: ContactID?, point: PointID, account: AccountID, campaign: CampaignID, thread: String?)
        -> String
    {
        let who = contact.map { "contact:\($0)" } ?? "point:\(point)"
        return switch policy.caseScope {
        case .contactCampaign: "\(who) campaign:\(campaign)"
        case .contactAccount: "\(who) account:\(account)"
        case .thread: "\(who) account:\(account) thread:\(thread ?? "")"
        }
    }
}
