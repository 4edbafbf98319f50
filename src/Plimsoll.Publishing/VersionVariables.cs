using Plimsoll.Oci;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing;

/// <summary>The environment variables that say how a version is calculated: <c>PLIMSOLL_TAG_PREFIX</c> for <c>tagPrefix</c>.</summary>
internal static class VersionVariables
{
    /// <exception cref="PlimsollException">A variable is not valid (exit code 2).</exception>
    public static VersionSettings Read(Func<string, string?> environment) => VersionSettings.Read(
        name => environment(GetName(name)),
        (name, message) => PlimsollException.Usage($"{GetName(name)}: {message}."));

    /// <summary>The words of a name in camelCase, in lower case with a character between.</summary>
    public static string Words(string name, char between) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"{between}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string GetName(string setting) => $"PLIMSOLL_{Words(setting, '_').ToUpperInvariant()}";
}
