using System.Text;

namespace Plimsoll.Build.Parameters;

/// <summary>The spellings of a parameter's name.</summary>
internal static class ParameterName
{
    public const string EnvironmentPrefix = "PLIMSOLL_";

    /// <summary>The name without dashes, underscores and case, for comparison.</summary>
    public static string GetKey(string name) => name.Replace("-", "").Replace("_", "").ToUpperInvariant();

    /// <summary>Puts a separator between the words of a PascalCase name: <c>NuGetApiKey</c>, <c>HTTPPort</c>.</summary>
    public static string JoinWords(string name, char separator)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins && words[^1] != separator)
                words.Append(separator);
            words.Append(name[i] is '-' or '_' ? separator : name[i]);
        }

        return words.ToString();
    }
}
