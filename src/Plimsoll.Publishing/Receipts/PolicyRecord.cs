using Plimsoll.Policy;

namespace Plimsoll.Publishing.Receipts;

/// <summary>What a receipt keeps of the policy that was in force.</summary>
internal static class PolicyRecord
{
    /// <summary>Names and hashes a policy.</summary>
    /// <param name="policy">The policy; the folder it starts from belongs to this machine and does not count.</param>
    /// <param name="isProduction">Whether the environment is one of production, which decides the profile where the policy leaves it open.</param>
    public static ReceiptPolicy Create(ImagePolicy policy, bool isProduction) => new(
        (policy.Profile ?? (isProduction ? PolicyProfile.Floating : PolicyProfile.Tag)).ToString().ToLowerInvariant(),
        PolicyHash.Compute(policy, isProduction));
}
