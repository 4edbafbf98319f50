using Plimsoll.Publishing.Initialization;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll init</c>.</summary>
/// <param name="SchemaVersion">The version of this format.</param>
/// <param name="IsWritten">Whether the files were written.</param>
/// <param name="Files">The files.</param>
/// <param name="Converted">What was found and is in them.</param>
/// <param name="NotConverted">What was found and is not, with the reason.</param>
/// <param name="Hints">What was found nowhere, and has to be decided by somebody.</param>
internal sealed record InitReport(int SchemaVersion, bool IsWritten, IReadOnlyList<InitializedFile> Files, IReadOnlyList<InitNote> Converted, IReadOnlyList<InitNote> NotConverted, IReadOnlyList<string> Hints)
{
    public static InitReport Create(InitializationPlan initialization, bool isWritten) => new(
        1,
        isWritten,
        initialization.Files,
        [.. initialization.Notes.Where(note => note.IsConverted).Select(InitNote.Create)],
        [.. initialization.Notes.Where(note => !note.IsConverted).Select(InitNote.Create)],
        initialization.Hints);

    public string ToJson() => CliJson.Write(this, CliJson.Default.InitReport);

    /// <summary>The names of the files that were written; else their texts, each behind its name where there are several.</summary>
    public IEnumerable<string> ToLines() => Files.SelectMany(file =>
        IsWritten ? [file.Path]
        : Files.Count == 1 ? file.Content.TrimEnd('\n').Split('\n')
        : file.Content.TrimEnd('\n').Split('\n').Prepend($"# {file.Path}"));
}
