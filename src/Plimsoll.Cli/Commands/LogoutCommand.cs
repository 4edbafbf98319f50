using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll logout</c>: forgets a saved credential. The registry is not asked.</summary>
internal sealed class LogoutCommand
{
    private readonly Argument<string> _registry = new("REGISTRY") { Description = "Registry host, as passed to login [default: Docker Hub]", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create(CommandHost host)
    {
        var verb = new LogoutCommand();
        var command = new Command("logout", "Remove the saved credentials for a registry") { verb._registry };
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var registry = parsed.GetValue(_registry) ?? ImageReference.DockerHub;
        var location = await session.Plimsoll.CredentialStore.RemoveAsync(registry, cancellationToken);
        if (session.IsJson)
            await session.Host.Out.WriteLineAsync(new LoginReport(registry, null, location?.Name ?? "", location is not null).ToJson());
        else
            await session.Host.Out.WriteLineAsync(location is null ? $"not logged in to {registry}" : $"removed the credentials for {registry} from {location.Name}");
        return (int)ExitCode.Done;
    }
}
