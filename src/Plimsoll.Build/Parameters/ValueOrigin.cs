namespace Plimsoll.Build.Parameters;

/// <summary>Where a value comes from: what messages call it, and what relative paths in it start at.</summary>
/// <param name="Text">Its place, as the start of a sentence: <c>Option --count</c>.</param>
/// <param name="Directory">The directory of relative paths.</param>
/// <param name="IsSecret">Whether messages must not show the value.</param>
internal sealed record ValueOrigin(string Text, AbsolutePath Directory, bool IsSecret)
{
    /// <summary>The place of a part of the value.</summary>
    public ValueOrigin At(string part) => this with { Text = $"{Text}{part}" };

    /// <summary>Reads one value.</summary>
    /// <exception cref="BuildException">The text is not a value of the type (exit code 2).</exception>
    public object Read(string text, Type type) => ValueReader.TryRead(text, type, Directory, out var value)
        ? value
        : throw Refuse(text, ValueReader.DescribeExpected(type));

    /// <summary>The message for a value that is not what it must be.</summary>
    public BuildException Refuse(string text, string expected) => BuildException.Usage(IsSecret
        ? $"{Text} has a value (hidden because it is a secret) that is not {expected}."
        : $"{Text} is '{text}', but must be {expected}.");
}
