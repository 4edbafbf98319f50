using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll promote</c>: brings an image that was published already to another environment.</summary>
internal sealed class PromoteCommand
{
    private readonly Argument<string?> _source = new("IMAGE")
    {
        Description = "Image to promote: a tag or digest of the image in plimsoll.yml, a name from plimsoll.yml with a tag (api:2.1.0), a reference by tag, digest or both, or oci:PATH:TAG [default: the release at HEAD]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _to = new("--to") { Description = "Environment to promote to; production accepts only immutable tags and digests", HelpName = "ENVIRONMENT", Required = true };
    private readonly Option<string> _image = new("--image", "-i") { Description = "Name of the image if IMAGE is only a tag or digest; otherwise the name to promote it to, in the registry of IMAGE unless NAME contains another [default: the repository of IMAGE]", HelpName = "NAME" };
    private readonly Option<string> _registryName = new("--registry") { Description = "Registry to promote to [default: the registry of IMAGE]", HelpName = "HOST[/PATH]" };
    private readonly ComponentOptions _component = new();
    private readonly EnvironmentChangeOptions _move = new();
    private readonly DeploymentFileOptions _files = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PromoteCommand();
        var command = new Command("promote", "Promote a published image to another environment, byte for byte") { verb._source, verb._to, verb._image, verb._registryName };
        verb._component.AddTo(command);
        verb._move.AddTo(command);
        verb._files.AddTo(command);
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var requests = _move.CreateBuilder(session, new EnvironmentSettings
        {
            Directory = session.Directory,
            Environment = parsed.GetRequiredValue(_to),
            Source = parsed.GetValue(_source),
            Image = parsed.GetValue(_image),
            DestinationImage = parsed.GetValue(_image),
            Registry = parsed.GetValue(_registryName),
            Component = parsed.GetValue(_component.Component),
        }).BuildPromotion();
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, requests.RegistryOf(), requests[0].Source.Reference?.Registry);
        var isDryRun = _move.IsDryRun(session);
        var plan = await plimsoll.Environments.PlanAsync(requests, isDryRun ? RepositoryAccess.Pull : RepositoryAccess.Push, cancellationToken);
        var files = await _files.PlanAsync(session, parsed, plimsoll, plan, cancellationToken);
        session.Diagnostics.Info(EnvironmentPlanLines.FormatTitle(plan));
        return isDryRun ? await EnvironmentChangeOptions.PrintAsync(session, plan, files) : await _move.ExecuteAsync(session, parsed, plimsoll, plan, cancellationToken, files);
    }
}
