using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll rollback</c>: an environment goes back to an image that it had before.</summary>
internal sealed class RollbackCommand
{
    private readonly Option<string> _to = new("--to") { Description = "Image to roll back to: 'previous', a digest, or a receipt file", HelpName = "previous|DIGEST|RECEIPT", Required = true };
    private readonly Option<string> _environment = new("--environment", "-e") { Description = "Environment to roll back [env: PLIMSOLL_ENVIRONMENT]", HelpName = "NAME" };
    private readonly Option<string> _image = new("--image", "-i") { Description = "Name of the image [env: PLIMSOLL_IMAGE] [default: the image in plimsoll.yml, else the one in the environment's receipts]", HelpName = "NAME" };
    private readonly Option<string> _registryName = new("--registry") { Description = "Registry to prepend to the image's name, such as ghcr.io/acme [env: PLIMSOLL_REGISTRY]", HelpName = "HOST[/PATH]" };
    private readonly Option<bool> _floating = new("--floating") { Description = "Also move latest and the version lines (2, 2.1) back if they point to the withdrawn image" };
    private readonly Option<string> _reason = new("--reason") { Description = "Reason, shown when someone tries to publish the withdrawn image again", HelpName = "TEXT" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask for confirmation" };
    private readonly ComponentOptions _component = new();
    private readonly EnvironmentChangeOptions _move = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new RollbackCommand();
        var command = new Command("rollback", "Roll an environment back to an earlier image, and put the withdrawn one on hold");
        foreach (var option in new Option[] { verb._to, verb._environment, verb._image, verb._registryName, verb._floating, verb._reason, verb._yes })
            command.Add(option);
        verb._component.AddTo(command);
        verb._move.AddTo(command);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = _move.CreateBuilder(session, new EnvironmentSettings
        {
            Directory = session.Directory,
            Environment = parsed.GetValue(_environment),
            To = parsed.GetRequiredValue(_to),
            Image = parsed.GetValue(_image),
            Registry = parsed.GetValue(_registryName),
            Component = parsed.GetValue(_component.Component),
            Floating = session.Has(_floating),
            Reason = parsed.GetValue(_reason),
        }).BuildRollback();
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, request.Destination);
        var isDryRun = _move.IsDryRun(session);
        var plan = await plimsoll.Environments.PlanAsync(request, isDryRun ? RepositoryAccess.Pull : RepositoryAccess.Push, cancellationToken);
        session.Diagnostics.Info(EnvironmentPlanLines.FormatTitle(plan));
        if (isDryRun)
            return await EnvironmentChangeOptions.PrintAsync(session, plan);

        foreach (var line in EnvironmentPlanLines.Format(plan))
            session.Diagnostics.Info(line);
        if (plan.HasChanges && !IsConfirmed(session))
        {
            session.Diagnostics.Info("rollback cancelled; no tag was moved");
            return (int)ExitCode.Interrupted;
        }

        return await _move.ExecuteAsync(session, parsed, plimsoll, plan, cancellationToken);
    }

    /// <summary>Where nobody sits at a terminal, whoever wrote the command has decided.</summary>
    private bool IsConfirmed(CommandSession session)
    {
        if (session.Has(_yes) || session.Host.ReadSecret is null)
            return true;

        session.Host.Error.Write("Roll back? [y/N] ");
        session.Host.Error.Flush();
        return session.Host.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
