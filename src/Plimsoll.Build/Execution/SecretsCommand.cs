using Plimsoll.Build.Parameters;
using Plimsoll.Build.Prompts;
using Plimsoll.Build.Secrets;

namespace Plimsoll.Build.Execution;

/// <summary>
/// Encrypts values of secrets into a parameter file: asked for at a terminal, or read from standard input, a line <c>NAME=VALUE</c> for
/// each. Values that NUKE encrypted are encrypted anew as well.
/// </summary>
internal static class SecretsCommand
{
    private const int ShortestPassword = 10;

    /// <exception cref="BuildException">
    /// There is no password, it is not that of the file, or a name is not that of a secret (exit code 2); nothing is written then.
    /// </exception>
    public static async Task<int> RunAsync(BuildHost host, AbsolutePath root, IReadOnlyList<BuildParameter> parameters, CommandLine line)
    {
        if (line.Targets.Count > 0)
            throw BuildException.Usage($"{BuiltInOption.Secrets.Option} runs no target, but {line.Targets[0]} is named.");
        if (line.SecretsProfile is { } profile)
            ParameterFiles.CheckName(profile);
        var secrets = parameters.Where(p => p.IsSecret).ToList();
        if (secrets.Count == 0)
            throw BuildException.Usage("This build has no secrets.", "A secret is a parameter with [Secret].");

        var name = ParameterFile.GetRelativePath(line.SecretsProfile);
        var file = ParameterFile.Read(root, line.SecretsProfile);
        var text = (root / name).Exists() ? SmallFile.Read(root / name, name) : ParameterFileText.Empty;
        var prompt = host.Prompt;
        var password = FindPassword(host, prompt, line.SecretsProfile, name, isNew: !secrets.Exists(p => IsEncrypted(file, p)));

        var cipher = new SecretCipher();
        var values = new Dictionary<BuildParameter, string>();
        foreach (var secret in secrets.Where(p => IsEncrypted(file, p)))
            if (Decrypt(file, secret, cipher, password) is { IsOld: true } old)
                values.Add(secret, old.Text);
        var given = prompt is null ? await ReadAsync(host.Input(), secrets) : Ask(host, prompt, secrets, file);
        if (given.Count == 0)
        {
            host.Output.WriteLine($"No secret was given; {name} is as it was.");
            return BuildExitCode.Done;
        }

        foreach (var (secret, value) in given)
            values[secret] = value;
        foreach (var (secret, value) in values)
            text = ParameterFileText.Set(text, secret.Name, cipher.Encrypt(value, password, line.SecretsProfile, secret.Key));
        await AtomicFile.WriteAsync(root / name, System.Text.Encoding.UTF8.GetBytes(text), host.Interruption.Work);
        host.Output.WriteLine($"{name} has {string.Join(", ", values.Keys.Select(s => s.Name))} encrypted. Keep the password: builds read it from {SecretPasswords.GetVariable(line.SecretsProfile)}.");
        return BuildExitCode.Done;
    }

    private static bool IsEncrypted(ParameterFile file, BuildParameter secret) =>
        file.Find(secret.Key) is { ValueKind: System.Text.Json.JsonValueKind.String } value && SecretCipher.IsEncrypted(value.GetString()!);

    /// <summary>Decrypts what the file has, so that it never has values of two passwords.</summary>
    private static (string Text, bool IsOld) Decrypt(ParameterFile file, BuildParameter secret, SecretCipher cipher, string password)
    {
        var value = file.Find(secret.Key)!.Value.GetString()!;
        return cipher.Decrypt(value, password, file.Profile, secret.Key) is { } text
            ? (text, SecretCipher.IsOld(value))
            : throw BuildException.Usage(
                $"The password is not that of {file.Name}: {secret.Name} cannot be decrypted with it.",
                $"Use the same password, or remove {secret.Name} from the file.");
    }

    private static string FindPassword(BuildHost host, IPrompt? prompt, string? profile, string file, bool isNew)
    {
        var variable = SecretPasswords.GetVariable(profile);
        if (SecretPasswords.FromEnvironment(profile, host.Environment) is { } given)
            return given.Length >= ShortestPassword || !isNew ? given : throw TooShort(variable);
        if (prompt is null)
            throw BuildException.Usage($"There is no password to encrypt with: {variable} is not set.", $"Set it, or run this at a terminal.");

        string Ask(string question) => prompt.Ask(question, isSecret: true, host.Interruption.Work) is { Length: > 0 } answer
            ? answer
            : throw BuildException.Usage("Without a password nothing can be encrypted.");
        var password = Ask(isNew ? $"New password of {file}, at least {ShortestPassword} characters: " : $"Password of {file}: ");
        if (isNew && password.Length < ShortestPassword)
            throw TooShort("The password");
        return !isNew || Ask("The same again: ") == password ? password : throw BuildException.Usage("The two passwords differ.");
    }

    private static BuildException TooShort(string what) => BuildException.Usage($"{what} has fewer than {ShortestPassword} characters.");

    private static Dictionary<BuildParameter, string> Ask(BuildHost host, IPrompt prompt, List<BuildParameter> secrets, ParameterFile file)
    {
        var given = new Dictionary<BuildParameter, string>();
        foreach (var secret in secrets)
        {
            var state = IsEncrypted(file, secret) ? "Enter keeps the one in the file" : "Enter leaves it out";
            if (prompt.Ask($"{secret.Name} ({state}): ", isSecret: true, host.Interruption.Work) is { Length: > 0 } value)
                given.Add(secret, value);
        }

        return given;
    }

    private static async Task<Dictionary<BuildParameter, string>> ReadAsync(TextReader input, List<BuildParameter> secrets)
    {
        var given = new Dictionary<BuildParameter, string>();
        while (await input.ReadLineAsync() is { } row)
        {
            if (row.Trim().Length == 0)
                continue;
            if (row.Split('=', 2) is not [var name, { Length: > 0 } value])
                throw BuildException.Usage("A line of standard input is not NAME=VALUE.", "It is not shown, because it may be a secret.");
            var secret = secrets.Find(s => s.Key == ParameterName.GetKey(name.Trim())) ?? throw BuildException.Usage(
                $"'{name.Trim()}' is not a secret of this build.", Suggestion.GetAdvice(name.Trim(), secrets.Select(s => s.Name), $"Secrets: {string.Join(", ", secrets.Select(s => s.Name))}."));
            if (!given.TryAdd(secret, value))
                throw BuildException.Usage($"{secret.Name} is given twice.");
        }

        return given;
    }
}
