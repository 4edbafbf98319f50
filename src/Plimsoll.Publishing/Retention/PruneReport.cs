using Plimsoll.Oci;

namespace Plimsoll.Publishing.Retention;

/// <summary>What came of carrying out a plan.</summary>
/// <param name="Receipt">What was deleted, and what was left.</param>
/// <param name="ReceiptPath">The file that it was written to, absolute.</param>
public sealed record PruneReport(PruneReceipt Receipt, string ReceiptPath)
{
    /// <summary>What stopped it, or <c>null</c>.</summary>
    internal Exception? Failure { get; init; }

    /// <summary>Throws what stopped it; else where something was left because it has changed since the plan was made.</summary>
    /// <exception cref="PlimsollException">Something was left (exit code 5), or as for <see cref="PlimsollHost.PruneAsync"/>.</exception>
    public void ThrowIfIncomplete()
    {
        if (Failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Failure);

        var drift = Receipt.Repositories
            .SelectMany(repository => repository.Left.Where(left => left.IsDrift).Select(left => $"  {repository.Repository}{(left.Tag is null ? $"@{left.Digest}" : $":{left.Tag}")}: {left.Reason}"))
            .ToList();
        if (drift.Count > 0)
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"Some images were left, because the current state differs from the plan:\n{string.Join('\n', drift)}",
                "Plan again, and review the new plan.");
    }
}
