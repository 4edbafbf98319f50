using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>What a word can come to.</summary>
/// <param name="Text">As written where it stands.</param>
/// <param name="Resolved">With variables replaced, unknown ones marked.</param>
/// <param name="Token">Its place: that of the value where a variable is the whole word.</param>
/// <param name="Source">The text of the file that it stands in; <c>null</c> for the file that is scanned.</param>
internal readonly record struct ShellValue(string Text, string Resolved, TextRange Token, SourceText? Source = null)
{
    /// <summary>Whether the unknown part has values in the file, but it cannot be told which counts.</summary>
    public bool IsAmbiguous { get; init; }
}
