using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>
/// One profile of Amazon's shared files: <c>~/.aws/credentials</c> and <c>~/.aws/config</c>, or those that
/// <c>AWS_SHARED_CREDENTIALS_FILE</c> and <c>AWS_CONFIG_FILE</c> name. A value in the first comes before one in the second.
/// </summary>
internal sealed class AwsProfile
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private AwsProfile(string name) => Name = name;

    public string Name { get; }

    /// <summary>The value, or <c>null</c>.</summary>
    public string? this[string key] => _values.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    /// <summary>The profile that <c>AWS_PROFILE</c> names, which must exist, else <c>default</c>; <c>null</c> where there is none.</summary>
    /// <exception cref="PlimsollException">The named one does not exist, or a file cannot be read (exit code 2).</exception>
    public static AwsProfile? Find(CredentialEnvironment environment)
    {
        var named = environment["AWS_PROFILE"];
        var profile = new AwsProfile(named ?? "default");
        string? InHome(string file) => environment.Home is { } home ? Path.Combine(home, ".aws", file) : null;
        var isThere = profile.Read(environment["AWS_CONFIG_FILE"] ?? InHome("config"), profile.Name == "default" ? ["default", "profile default"] : [$"profile {profile.Name}"]);
        isThere |= profile.Read(environment["AWS_SHARED_CREDENTIALS_FILE"] ?? InHome("credentials"), [profile.Name]);
        if (!isThere && named is not null)
            throw PlimsollException.Usage($"AWS_PROFILE is set to '{Plimsoll.Oci.Registries.Transport.Redaction.Text(named)}', but there is no such profile.", "Check ~/.aws/config and ~/.aws/credentials.");

        return isThere ? profile : null;
    }

    private bool Read(string? path, string[] sections)
    {
        if (!File.Exists(path))
            return false;

        var (isThere, isInside) = (false, false);
        foreach (var line in CloudHttp.ReadFile(path, "AWS").Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith('['))
            {
                var name = string.Join(' ', text.TrimStart('[').Split(']')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
                isThere |= isInside = sections.Contains(name, StringComparer.Ordinal);
                continue;
            }

            // An indented line belongs to a nested setting, such as "s3 =".
            var equals = text.IndexOf('=');
            if (isInside && equals > 0 && text[0] is not ('#' or ';') && line[0] is not (' ' or '\t'))
                _values[text[..equals].TrimEnd()] = text[(equals + 1)..].TrimStart();
        }

        return isThere;
    }
}
