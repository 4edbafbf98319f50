using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Signing.Keyless.Signing.Identity;

/// <summary>A command that prints an identity token.</summary>
/// <param name="command">The program and its arguments, which are in no message but for the program.</param>
/// <param name="directory">The folder that it runs in.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenCommand(IReadOnlyList<string> command, string directory, TimeProvider time)
{
    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>More than any token has.</summary>
    private const int MostCharacters = 64 * 1024;

    private readonly string _program = Path.GetFileName(command[0]);

    /// <summary>Runs it.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="PlimsollException">It fails, or prints nothing (exit code 1).</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        SecretVariables.RemoveOwn(start);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, stop.Token);
            var errors = ReadAsync(process.StandardError, stop.Token);
            await process.WaitForExitAsync(stop.Token);
            var (printed, complained) = (await output, await errors);
            return process.ExitCode != 0 ? throw Failure($"it exited with status {process.ExitCode}{Quote(complained)}")
                : printed.Trim().Length == 0 ? throw Failure("it printed nothing")
                : printed;
        }
        catch (Win32Exception exception)
        {
            throw Failure($"it cannot be started: {exception.Message}", "Give the path of the program, or a name that is on PATH; no shell reads the command.");
        }
        catch (OperationCanceledException)
        {
            ProcessTree.Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure($"it did not end within {Limit.TotalSeconds:0} seconds", "A command must not ask for anything on the terminal.");
        }
    }

    /// <summary>Reads to the end, so that the command is not held up, and keeps what may matter.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
            kept.Append(buffer, 0, Math.Min(read, MostCharacters - kept.Length));
        return kept.ToString();
    }

    /// <summary>The last line of what it complained about, without what it calls a secret itself.</summary>
    private static string Quote(string complained) =>
        complained.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() is { } line ? $": {Redaction.Text(SecretText.HideNamed(line))}" : "";

    private PlimsollException Failure(string reason, string? advice = null) => new(ErrorKind.Failed, $"The command '{_program}' gave no identity token: {reason}.", advice);
}
