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

    /// <summary>Finds a password.</summary>
    /// <param name="profile">The profile, or <c>null</c>.</param>
    /// <param name="file">What the question calls the file.</param>
    /// <returns>The password, or <c>null</c> where there is none.</returns>
    public string? Find(string? profile, string file)
    {
        var variable = GetVariable(profile);
        if (!_found.TryGetValue(variable, out var password))
        {
            password = environment.GetValueOrDefault(variable) is { Length: > 0 } given
                ? given
                : prompt?.Ask($"Password of {file}: ", isSecret: true, cancellationToken);
            _found.Add(variable, password = string.IsNullOrEmpty(password) ? null : password);
        }

        return password;
    }
}
