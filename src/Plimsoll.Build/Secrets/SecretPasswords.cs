using Plimsoll.Build.Prompts;

namespace Plimsoll.Build.Secrets;

/// <summary>The passwords of parameter files: from the environment, else from whoever sits at the terminal.</summary>
internal sealed class SecretPasswords(IReadOnlyDictionary<string, string> environment, IPrompt? prompt, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, string?> _found = [];

    /// <summary>The passwords found so far.</summary>
    public IEnumerable<string> Known => _found.Values.OfType<string>();

    /// <summary>The variable that holds the password of a profile's file, as NUKE names it: <c>PARAMS_KEY</c>, <c>PARAMS_STAGING_KEY</c>.</summary>
    public static string GetVariable(string? profile) => profile is null
        ? "PARAMS_KEY"
        : $"PARAMS_{string.Concat(profile.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'))}_KEY";

    /// <summary>The password that the environment has, or <c>null</c>. As NUKE does, only the letters and digits of the name are looked at where it is not exact.</summary>
    public static string? FromEnvironment(string? profile, IReadOnlyDictionary<string, string> environment)
    {
        var variable = GetVariable(profile);
        return environment.GetValueOrDefault(variable) is { Length: > 0 } exact
            ? exact
            : environment.OrderBy(v => v.Key, StringComparer.Ordinal).FirstOrDefault(v => v.Value.Length > 0 && Letters(v.Key) == Letters(variable)).Value;
    }

    /// <summary>Finds a password.</summary>
    /// <param name="profile">The profile, or <c>null</c>.</param>
    /// <param name="file">What the question calls the file.</param>
    /// <returns>The password, or <c>null</c> where there is none.</returns>
    public string? Find(string? profile, string file)
    {
        var variable = GetVariable(profile);
        if (!_found.TryGetValue(variable, out var password))
        {
            password = FromEnvironment(profile, environment) ?? prompt?.Ask($"Password of {file}: ", isSecret: true, cancellationToken);
            _found.Add(variable, password = string.IsNullOrEmpty(password) ? null : password);
        }

        return password;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
