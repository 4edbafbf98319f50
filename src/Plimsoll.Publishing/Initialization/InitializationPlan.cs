using System.Text;
using Plimsoll.Oci;
using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization;

/// <summary>The files that initialize a repository, and what they were made of. Nothing is written yet.</summary>
/// <param name="Directory">The directory, absolute.</param>
/// <param name="Files">The files: the configuration first.</param>
/// <param name="Notes">What was found in the repository, and what of it could not be converted.</param>
/// <param name="Hints">What was found nowhere, and has to be decided by somebody.</param>
internal sealed record InitializationPlan(string Directory, IReadOnlyList<InitializedFile> Files, IReadOnlyList<InitializationNote> Notes, IReadOnlyList<string> Hints)
{
    /// <summary>Writes the files: all, or where another one is in the way none. What is there already, as a run that was ended left it, is not in the way.</summary>
    /// <param name="force">Whether files that exist are overwritten.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PlimsollException">A file exists (exit code 2).</exception>
    public async Task WriteAsync(bool force, CancellationToken cancellationToken)
    {
        if (!force && Files.Where(IsInTheWay).Select(file => file.Path).ToList() is { Count: > 0 } existing)
            throw PlimsollException.Usage(
                $"{string.Join(" and ", existing)} already exist{(existing.Count == 1 ? "s" : "")}.",
                "Compare with what would be written (the setting 'dry-run'), or overwrite it (the setting 'force').");

        foreach (var file in Files)
            await AtomicFile.WriteAsync(RealPath.Resolve(PathOf(file)) is { Length: > 0 } real ? real : PathOf(file), Encoding.UTF8.GetBytes(file.Content), cancellationToken);
    }

    private string PathOf(InitializedFile file) => Path.Combine(Directory, file.Path);

    private bool IsInTheWay(InitializedFile file) => File.Exists(PathOf(file)) && File.ReadAllText(PathOf(file)) != file.Content;
}
