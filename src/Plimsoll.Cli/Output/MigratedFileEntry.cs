using Plimsoll.Publishing.Migration;

namespace Plimsoll.Cli.Output;

/// <summary>A file that a migration changes or makes.</summary>
/// <param name="Path">Its path relative to the repository, with forward slashes.</param>
/// <param name="IsNew">Whether there was none.</param>
/// <param name="Diff">What changes, as a unified diff.</param>
internal sealed record MigratedFileEntry(string Path, bool IsNew, string Diff)
{
    public static MigratedFileEntry Create(MigratedFile file) => new(file.Path, file.Before.Length == 0, string.Concat(LineDiff.Create(file.Path, file.Before, file.After)));
}
