using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll doctor</c>: what works here, what is missing, and how to fix it.</summary>
internal sealed class DoctorCommand
{
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new DoctorCommand();
        var command = new Command("doctor", "Check configuration, repository, clock, CI host, Docker Engine, registries and credentials; exit with 1 if something needed is missing");
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(host, parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandHost host, ParseResult parsed, CancellationToken cancellationToken)
    {
        PlimsollException? error = null;
        var session = new CommandSession(host, parsed, onConfigurationError: exception => error = exception);
        await using var plimsoll = _registry.CreatePlimsollWithoutRetries(session, parsed);
        var report = DoctorReport.Create(await plimsoll.DiagnoseAsync(error, cancellationToken));
        await session.PrintRecordAsync(session.IsJson ? report.ToJson() + "\n" : "", report.ToLines(host.TableStyle));
        return (int)(report.Complete ? ExitCode.Done : ExitCode.Failed);
    }
}
