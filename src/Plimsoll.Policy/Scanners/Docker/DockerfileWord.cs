namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>A word of an instruction, or a part of one.</summary>
/// <param name="Text">The text as written.</param>
/// <param name="Start">Where it starts in the instruction.</param>
/// <param name="Offsets">The places in the file of the instruction's characters.</param>
internal readonly record struct DockerfileWord(string Text, int Start, IReadOnlyList<int> Offsets)
{
    /// <summary>The place in the file of the first character.</summary>
    public int FileStart => Offsets[Start];

    /// <summary>One past the place in the file of the last character.</summary>
    public int FileEnd => Text.Length == 0 ? FileStart : Offsets[Start + Text.Length - 1] + 1;

    public bool Is(string keyword) => Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>The part from an index on.</summary>
    public DockerfileWord From(int index) => Part(index, Text.Length - index);

    public DockerfileWord Part(int index, int length) => this with { Text = Text.Substring(index, length), Start = Start + index };

    /// <summary>The word without the quotes around it.</summary>
    public DockerfileWord Unquoted() =>
        Text.Length > 2 && Text[0] is '"' or '\'' && Text[^1] == Text[0] ? Part(1, Text.Length - 2) : this;
}
