namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>What was found in a repository: a setting that was converted, or one that was not.</summary>
/// <param name="IsConverted">Whether the configuration says the same.</param>
/// <param name="File">The file, relative to the directory, with forward slashes.</param>
/// <param name="Line">The line, from 1, or <c>null</c> for the whole file.</param>
/// <param name="Text">What it is, or why it was not converted.</param>
internal sealed record InitializationNote(bool IsConverted, string File, long? Line, string Text)
{
    /// <summary>The note with its place.</summary>
    public override string ToString() => $"{File}{(Line is { } line ? $":{line}" : "")}: {Text}";
}
