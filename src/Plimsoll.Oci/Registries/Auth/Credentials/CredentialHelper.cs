using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// A program <c>docker-credential-NAME</c> that keeps secrets (docker-credential-helpers protocol). One that is missing
/// or fails is an error, never a reason to go on with other credentials (CVE-2021-41092).
/// </summary>
internal sealed partial class CredentialHelper(string name, string source, CredentialEnvironment environment)
{
    private const string NotFound = "credentials not found in native keychain";
    private const string TokenUser = "<token>";
    private const int MaximumOutput = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The program's name.</summary>
    public string Program => $"docker-credential-{name}";

    /// <summary>Asks for the registry's credential; <c>null</c> where the helper knows none.</summary>
    public async Task<RegistryCredential?> GetAsync(string registry, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync("get", CredentialKey.ForHelper(registry), cancellationToken);
        if (exitCode != 0)
            return output.Trim() == NotFound ? null : throw Failure($"it exited with status {exitCode}: {Redaction.Text(SecretText.HideNamed(output))}");

        try
        {
            if (JsonSerializer.Deserialize(output, RegistryJson.Default.HelperCredential) is { Secret: { Length: > 0 } secret } answer)
                return answer.Username == TokenUser
                    ? new RegistryCredential(Program) { IdentityToken = secret }
                    : new RegistryCredential(Program) { Username = answer.Username ?? "", Password = secret };
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            // Said below, without the output, which may hold the secret.
        }

        throw Failure("its response contains no secret");
    }

    /// <summary>Gives the helper a credential to keep, in place of what it had for the registry.</summary>
    public async Task StoreAsync(string registry, string username, string secret, CancellationToken cancellationToken)
    {
        var entry = JsonSerializer.Serialize(new HelperCredential(username, secret) { ServerUrl = CredentialKey.ForHelper(registry) }, RegistryJson.Default.HelperCredential);
        var (exitCode, output) = await RunAsync("store", entry, cancellationToken);
        if (exitCode != 0)
            throw Failure($"it exited with status {exitCode}: {WithoutSecret(output, secret)}");
    }

    /// <summary>Lets the helper forget the registry's credential.</summary>
    /// <returns><c>false</c> where it had none.</returns>
    public async Task<bool> EraseAsync(string registry, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync("erase", CredentialKey.ForHelper(registry), cancellationToken);
        if (exitCode == 0)
            return true;

        return output.Trim() == NotFound ? false : throw Failure($"it exited with status {exitCode}: {Redaction.Text(SecretText.HideNamed(output))}");
    }

    // Cut only afterwards: the end of a secret must not be cut off and its beginning shown.
    private static string WithoutSecret(string output, string secret) => Redaction.Text(SecretText.HideNamed(output.Replace(secret, "…", StringComparison.Ordinal)));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Name { get; }

    private async Task<(int ExitCode, string Output)> RunAsync(string verb, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(FindProgram()) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(verb);
        SecretVariables.RemoveOwn(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            var output = ReadAsync(process.StandardOutput, limit.Token);
            var errors = ReadAsync(process.StandardError, limit.Token);
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading; its status says why.
            }

            await process.WaitForExitAsync(limit.Token);
            var (said, complained) = (await output, await errors);
            return (process.ExitCode, process.ExitCode != 0 && said.Trim().Length == 0 ? complained : said);
        }
        catch (Win32Exception exception)
        {
            throw Failure($"it cannot be started: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure($"it did not respond within {Limit.TotalSeconds} seconds");
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var buffer = new char[MaximumOutput];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }

    /// <summary>The program on the search path that was passed in, which may not be this process's.</summary>
    private string FindProgram()
    {
        if (!Name.IsMatch(name))
            throw Failure("its name may contain only letters, digits, '.', '_' and '-', and must start with a letter or digit");

        var file = OperatingSystem.IsWindows() ? Program + ".exe" : Program;
        return (environment["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists)
            ?? throw Failure("it is not on PATH");
    }

    private PlimsollException Failure(string reason) => new(
        ErrorKind.Authentication,
        $"The credential helper {Redaction.Text(Program)}, configured in {source}, failed: {reason}.",
        "Install or unlock the helper, or remove it from that file.");
}
