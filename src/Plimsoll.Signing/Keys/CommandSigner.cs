using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Signing.Keys;

/// <summary>
/// A private key that only a command gets at: that of a KMS, of a token, of <c>openssl</c>. The command signs a SHA-256 hash, which it
/// gets as <c>{digest}</c> (hexadecimal) or <c>{digest-base64}</c> in its arguments, or where these name neither as 32 bytes on its
/// standard input. It prints the signature in one of the forms of <see cref="SignatureText"/>.
/// </summary>
/// <param name="command">The program and its arguments. They may contain secrets, and so are in no message but for the program.</param>
/// <param name="publicKey">The key that the command signs with.</param>
/// <param name="directory">The folder that the command runs in.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandSigner(IReadOnlyList<string> command, PublicKey publicKey, string directory, TimeSpan limit, TimeProvider time) : ISigner
{
    /// <summary>How long a command may take unless something else is said: a KMS answers in seconds, people confirm on a token.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    private const string HexPlaceholder = "{digest}";
    private const string Base64Placeholder = "{digest-base64}";

    /// <summary>More than any form of a signature has.</summary>
    private const int MostOutput = 16 * 1024;

    private readonly string _program = Path.GetFileName(command[0]);

    /// <inheritdoc/>
    public PublicKey PublicKey => publicKey;

    /// <inheritdoc/>
    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(data.Span);
        var output = await RunAsync(hash, cancellationToken);
        return SignatureText.GetCandidates(output).FirstOrDefault(signature => publicKey.VerifiesHash(hash, signature))
            ?? throw Failure(
                output.Length == 0 ? "it printed nothing" : $"what it printed is not a signature by {publicKey}",
                "It must sign the SHA-256 hash that it is given, without hashing it again, with the private key of that public key, and print the signature in DER or base64.");
    }

    /// <summary>There is nothing to forget.</summary>
    public void Dispose()
    {
    }

    private async Task<byte[]> RunAsync(byte[] hash, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var process = new Process { StartInfo = Prepare(hash) };
        try
        {
            process.Start();
            var output = ReadAsync(process.StandardOutput.BaseStream, stop.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, stop.Token);
            await WriteAsync(process, TakesInput ? hash : [], stop.Token);
            await process.WaitForExitAsync(stop.Token);
            var (printed, complained) = (await output, await errors);
            return process.ExitCode == 0 ? printed : throw Failure($"it exited with status {process.ExitCode}{Quote(complained)}");
        }
        catch (Win32Exception exception)
        {
            throw Failure($"it cannot be started: {exception.Message}", "Give the path of the program, or a name that is on PATH; no shell reads the command.");
        }
        catch (OperationCanceledException)
        {
            ProcessTree.Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure($"it did not end within {limit.TotalSeconds:0} seconds", "A command must not ask for anything on the terminal.");
        }
    }

    private bool TakesInput => !command.Skip(1).Any(argument => argument.Contains(HexPlaceholder, StringComparison.Ordinal) || argument.Contains(Base64Placeholder, StringComparison.Ordinal));

    private ProcessStartInfo Prepare(byte[] hash)
    {
        var arguments = command.Skip(1).Select(argument => argument
            .Replace(HexPlaceholder, Convert.ToHexStringLower(hash), StringComparison.Ordinal)
            .Replace(Base64Placeholder, Convert.ToBase64String(hash), StringComparison.Ordinal));
        var start = new ProcessStartInfo(command[0], arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        SecretVariables.RemoveOwn(start);
        return start;
    }

    private static async Task WriteAsync(Process process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its status or its output says why.
        }
    }

    /// <summary>Reads to the end, so that the command is not held up, and keeps what may matter.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            kept.Write(buffer, 0, (int)Math.Min(read, MostOutput - kept.Length));
        return kept.ToArray();
    }

    /// <summary>The last line of what it complained about. Commands repeat their arguments, which may contain a PIN.</summary>
    private string Quote(byte[] complained)
    {
        var line = Encoding.UTF8.GetString(complained).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        foreach (var argument in command.Skip(1).SelectMany(argument => argument.Split('=', ':').Append(argument)).Where(part => part.Length > 2).OrderByDescending(part => part.Length))
            line = line.Replace(argument, "…", StringComparison.Ordinal);
        return line.Length > 0 ? $": {Redaction.Text(SecretText.HideNamed(line))}" : "";
    }

    private PlimsollException Failure(string reason, string? advice = null) =>
        new(ErrorKind.Failed, $"The command that signs, '{_program}', failed: {reason}.", advice);
}
