using Plimsoll.Oci;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>What mirroring would do, or did.</summary>
/// <param name="Repositories">The repositories, in the order that they were given in.</param>
/// <param name="IsPlan">Whether nothing was written.</param>
public sealed record SyncReport(IReadOnlyList<SyncedRepository> Repositories, bool IsPlan)
{
    /// <summary>Of several failures the first in this order decides the exit code: a conflict is only somebody else's tag.</summary>
    private static readonly ErrorKind[] Worst = [ErrorKind.Failed, ErrorKind.Authentication, ErrorKind.Transport, ErrorKind.NotFound, ErrorKind.Usage, ErrorKind.Policy, ErrorKind.Conflict];

    /// <summary>All tags.</summary>
    public IEnumerable<SyncedTag> Tags => Repositories.SelectMany(repository => repository.Tags);

    /// <summary>Whether a plan would change anything, or a run did. A plan does not look for what newly refers to images that are there.</summary>
    public bool HasChanges => Tags.Any(tag => tag.Referrers > 0 || (tag.Action is SyncAction.Create or SyncAction.Move or SyncAction.Delete && tag.Failure is null));

    /// <summary>Throws where something could not be done. What could be is done.</summary>
    /// <exception cref="PlimsollException">A repository or a tag failed, or an immutable tag points to another image (exit code 5); of several kinds the worst decides.</exception>
    public void ThrowIfFailed()
    {
        var failures = Repositories.SelectMany(repository => (IEnumerable<(string Name, PlimsollException Failure)>)
        [
            .. repository.Failure is { } failed ? [(repository.To, failed)] : Array.Empty<(string, PlimsollException)>(),
            .. repository.Tags.Where(tag => tag.Failure is not null).Select(tag => ($"{repository.To}:{tag.Tag}", tag.Failure!)),
        ]).ToList();
        if (failures.Count == 0)
            return;

        var (name, worst) = failures.MinBy(failure => Array.IndexOf(Worst, failure.Failure.Kind) is >= 0 and var rank ? rank : 0);
        if (failures.Count == 1)
            throw new PlimsollException(worst.Kind, worst.Message.Contains(name, StringComparison.Ordinal) ? worst.Message : $"{name}: {worst.Message}", worst.Advice, worst);
        throw new PlimsollException(worst.Kind, $"{failures.Count} of {Repositories.Count(repository => repository.Failure is not null) + Tags.Count()} tags and repositories failed:\n{string.Join('\n', failures.Select(failure => $"  {failure.Name}: {failure.Failure.Message.ReplaceLineEndings(" ")}"))}", worst.Advice, worst);
    }
}
