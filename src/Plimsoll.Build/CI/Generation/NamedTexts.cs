namespace Plimsoll.Build.CI.Generation;

/// <summary>Names with values, each pair in one text of an attribute: <c>NAME: value</c>.</summary>
internal static class NamedTexts
{
    /// <summary>Whether it can be the name of a variable, a secret or an input.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <exception cref="BuildException">A text is not one, or a name is there twice (exit code 2).</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(IEnumerable<string> texts, string property)
    {
        var pairs = texts.Select(text => text.Split(':', 2) is [var name, var value] && IsIdentifier(name.Trim())
            ? KeyValuePair.Create(name.Trim(), value.Trim())
            : throw BuildException.Usage($"{property} has '{text}', which is not NAME: value.", "Write a name, a colon and the value: \"DOTNET_NOLOGO: 1\".")).ToList();
        return pairs.GroupBy(pair => pair.Key).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw BuildException.Usage($"{property} has {twice.Key} twice.", "Leave one.")
            : pairs;
    }
}
