using Plimsoll.Oci;

namespace Plimsoll.Publishing.Migration;

/// <summary>How a build moves from NUKE or Fallout to Plimsoll.Build. Nothing is written yet.</summary>
/// <param name="Directory">The repository, absolute: the folder with <c>.nuke</c>.</param>
/// <param name="Projects">The project files of builds and their components, relative to it.</param>
/// <param name="Files">The files that change, and those that are new.</param>
/// <param name="Remaining">What has to be moved by hand, with its lines before anything is written.</param>
/// <param name="RemainingAfter">The same with its lines afterwards.</param>
internal sealed record BuildMigration(
    string Directory,
    IReadOnlyList<string> Projects,
    IReadOnlyList<MigratedFile> Files,
    IReadOnlyList<RemainingWork> Remaining,
    IReadOnlyList<RemainingWork> RemainingAfter)
{
    /// <summary>Writes all files. Projects come last: a run that was killed before is begun again by what they still reference.</summary>
    /// <exception cref="PlimsollException">A file cannot be written (exit code 2).</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Files.OrderBy(file => Projects.Contains(file.Path)))
            await file.WriteAsync(cancellationToken);
    }
}
