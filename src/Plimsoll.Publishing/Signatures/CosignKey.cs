using Plimsoll.Oci;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Publishing.Signatures;

/// <summary>A key as cosign is told of it.</summary>
/// <param name="Text">What stands behind <c>--key</c>: a file, <c>env://NAME</c>, or a key in a KMS. It is not secret.</param>
/// <param name="Variables">The variables that cosign needs for it.</param>
internal sealed record CosignKey(string Text, IReadOnlyDictionary<string, string> Variables)
{
    private const string EnvironmentPrefix = "env:";
    private const string PasswordVariable = "COSIGN_PASSWORD";

    /// <summary>Translates what Plimsoll is told.</summary>
    /// <param name="key">The key: a file, <c>env:NAME</c>, PEM, or what else cosign takes.</param>
    /// <param name="environment">The environment variables.</param>
    /// <exception cref="PlimsollException">cosign has no way to sign by a command (exit code 2).</exception>
    public static CosignKey Create(string key, Func<string, string?> environment)
    {
        // Without the variable it asks on the terminal.
        var variables = new Dictionary<string, string> { [PasswordVariable] = PrivateKeySigner.PasswordVariables.Select(environment).FirstOrDefault(password => password is not null) ?? "" };
        if (key.Contains("-----BEGIN ", StringComparison.Ordinal))
            return Of(SignKeySetting.Variable, key);
        if (key.StartsWith("command:", StringComparison.Ordinal))
            throw PlimsollException.Usage("cosign cannot sign by a command.", "Give cosign the key in its own words, such as awskms:///alias/app, or leave 'signer: cosign' out.");
        if (!key.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) || key.Contains("://", StringComparison.Ordinal))
            return new CosignKey(key, variables);

        var name = key[EnvironmentPrefix.Length..].Trim();
        return Of(name, environment(name) ?? throw PlimsollException.Usage($"The environment variable {name}, which is to hold a key, is empty or not set."));

        CosignKey Of(string variable, string value)
        {
            variables[variable] = value;
            return new CosignKey($"env://{variable}", variables);
        }
    }

    /// <summary>Says nothing of the variables, which are secret.</summary>
    public override string ToString() => Text;
}
