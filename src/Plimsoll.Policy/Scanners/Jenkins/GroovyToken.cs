using Plimsoll.Policy.Scanners.Shell;

namespace Plimsoll.Policy.Scanners.Jenkins;

/// <summary>A token of Groovy: a name, a string, or a character.</summary>
/// <param name="Text">The name or character; of a string what it says.</param>
/// <param name="Start">Its place in the file; of a string that of its content.</param>
/// <param name="String">The content of a string with its expansions, else <c>null</c>.</param>
internal readonly record struct GroovyToken(string Text, int Start, ScriptText? String)
{
    public bool Is(string text) => String is null && Text == text;

    public bool IsName => String is null && Text.Length > 0 && (char.IsLetter(Text[0]) || Text[0] == '_');
}
