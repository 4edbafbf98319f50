using System.Text;

namespace Plimsoll.Build.Parameters;

/// <summary>The spellings of a parameter's name.</summary>
internal static class ParameterName
{
    /// <summary>Before the name of a variable that is not read without it; <c>NUKE_</c> is what builds of NUKE read.</summary>
    public static readonly IReadOnlyList<string> EnvironmentPrefixes = ["PLIMSOLL_", "NUKE_"];

    /// <summary>Names of products that are one word although they have several capitals, as in NUKE.</summary>
    private static readonly string[] KnownWords =
        ["AppVeyor", "DotNet", "GitHub", "GitLab", "GitVersion", "JetBrains", "MSBuild", "NuGet", "ReSharper", "SignPath", "TeamCity"];

    /// <summary>The name without dashes, underscores and case, for comparison.</summary>
    public static string GetKey(string name) => name.Replace("-", "").Replace("_", "").ToUpperInvariant();

    /// <summary><c>--nuget-api-key</c> for <c>NuGetApiKey</c>.</summary>
    public static string ToOption(string name) => "--" + JoinWords(name, '-').ToLowerInvariant();

    /// <summary><c>NUGET_API_KEY</c> for <c>NuGetApiKey</c>.</summary>
    public static string ToVariable(string name) => JoinWords(name, '_').ToUpperInvariant();

    /// <summary>The name as that of a variable: what cannot be part of one becomes an underscore.</summary>
    public static string ToIdentifier(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>Puts a separator between the words of a PascalCase name: <c>NuGetApiKey</c>, <c>HTTPPort</c>.</summary>
    private static string JoinWords(string name, char separator)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var known = Array.Find(KnownWords, word => IsWordAt(name, i, word));
            var begins = i > 0 && (known is not null || (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))));
            if (begins && words[^1] != separator)
                words.Append(separator);
            words.Append(known ?? (name[i] is '-' or '_' ? separator : name[i]).ToString());
            i += (known?.Length ?? 1) - 1;
        }

        return words.ToString();
    }

    private static bool IsWordAt(string name, int index, string word)
    {
        var end = index + word.Length;
        return string.CompareOrdinal(name, index, word, 0, word.Length) == 0 && (end == name.Length || !char.IsLower(name[end]));
    }
}
