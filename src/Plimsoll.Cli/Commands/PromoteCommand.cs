using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll promote</c>: brings an image that was published already to another environment.</summary>
internal sealed class PromoteCommand
{
    private readonly Argument<string> _source = new("IMAGE") { Description = "What to promote: a reference by tag, digest or both, or oci:PATH:TAG" };
    private readonly Option<string> _to = new("--to") { Description = "Environment that it comes to; production takes only what cannot move", HelpName = "ENVIRONMENT", Required = true };
    private readonly Option<string> _image = new("--image", "-i") { Description = "Name of the image there, in the same registry where it names none [default: where IMAGE is]", HelpName = "NAME" };
    private readonly Option<string> _registryName = new("--registry") { Description = "Registry that the image goes to [default: where IMAGE is]", HelpName = "HOST[/PATH]" };
    private readonly MoveOptions _move = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PromoteCommand();
        var command = new Command("promote", "Bring a published image to another environment, byte for byte") { verb._source, verb._to, verb._image, verb._registryName };
        verb._move.AddTo(command);
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var source = ImageLocation.Parse(parsed.GetRequiredValue(_source), session.Directory);
        var destination = DestinationOf(source, parsed.GetValue(_image), parsed.GetValue(_registryName), session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination ?? source, source);
        var request = new PromotionRequest
        {
            Source = source,
            Destination = destination,
            Environment = parsed.GetRequiredValue(_to),
            ReleaseHold = _move.ReleasesHold(session),
        };
        var isDryRun = _move.IsDryRun(session);
        var plan = await plimsoll.Environments.PlanAsync(request, isDryRun ? RepositoryAccess.Pull : RepositoryAccess.Push, cancellationToken);
        session.Diagnostics.Info(EnvironmentPlanLines.FormatTitle(plan));
        return isDryRun ? MoveOptions.Print(session, plan) : await _move.ExecuteAsync(session, parsed, plimsoll, plan, cancellationToken);
    }

    /// <summary>A name without registry stays in the registry that the image comes from.</summary>
    private static ImageLocation? DestinationOf(ImageLocation source, string? image, string? registry, string directory)
    {
        if (image is null && registry is null)
            return null;

        var name = image ?? source.Reference?.Repository ?? throw PlimsollException.Usage($"'{source}' has no name that could be put behind a registry.", "Name the image with --image NAME.");
        var isWhole = name.StartsWith("oci:", StringComparison.Ordinal) || ImageReference.NamesRegistry(name);
        return PublishDestination.Resolve(name, registry ?? (isWhole ? null : source.Reference?.Registry), directory);
    }
}
