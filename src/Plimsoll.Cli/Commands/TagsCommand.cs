using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll tags</c>: derives the tags of this commit.</summary>
internal sealed class TagsCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly TagOptions _tags = new();
    private readonly Option<string[]> _images = new("--image", "-i") { Description = "Print full references of this image; can be repeated [env: PLIMSOLL_IMAGE]", HelpName = "NAME" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Print why each tag was derived, and why others were not" };
    private readonly Option<bool> _online = new("--online") { Description = "Read the existing tags of --image from its registry, so that latest, 2 and 2.1 never move backwards and counters continue" };

    public static Command Create(CommandHost host)
    {
        var verb = new TagsCommand();
        var command = new Command("tags", "Derive image tags from the git repository") { verb._images };
        verb._tags.AddTo(command);
        command.Add(verb._explain);
        command.Add(verb._online);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var rules = _tags.RulesOf(session, parsed);
        var context = session.Plimsoll.Observe(session.Directory, _tags.EnvironmentOf(session, parsed), parsed.GetValue(_tags.Date), parsed.GetValue(_tags.Branch));
        var images = GetImages(session, parsed);
        var known = KnownTagsReader.ReadLocal(context.Repository, rules, session.Directory, [.. images.Select(image => ImageReference.Parse(image).FamiliarName)]);
        if (parsed.GetValue(_online))
            known = await ReadRegistryAsync(session, parsed, await session.Plimsoll.WithRemoteTagsAsync(known, context, cancellationToken), context, rules, images, cancellationToken);
        var plan = TagEngine.Derive(context, rules, known);
        ProductionPolicy.Check(plan, context, rules, session.Configuration.ToImagePolicy());

        foreach (var warning in plan.Warnings.Concat(plan.RunWarnings))
            session.Diagnostics.Warn(warning);

        var report = TagsReport.Create(plan, images);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in parsed.GetValue(_explain) ? report.ToExplanation(session.Host.TableStyle) : report.ToLines())
                session.Host.Out.WriteLine(line);
        session.Sink.SetOutputs(report.ToOutputs);
        session.Sink.AddSummary("Tags", report.ToMarkdown);
        return (int)ExitCode.Done;
    }

    /// <summary>Adds the tags of all images in registries. If no registry can be read, only git decides.</summary>
    private async Task<KnownTags> ReadRegistryAsync(
        CommandSession session, ParseResult parsed, KnownTags known, BuildContext context, TagRules rules, List<string> images, CancellationToken cancellationToken)
    {
        if (!images.Any(ImageReference.NamesRegistry))
            throw PlimsollException.Usage("--online requires an image in a registry.", "Pass it with --image ghcr.io/acme/app, or with --registry and --image.");

        foreach (var reference in images.Where(ImageReference.NamesRegistry).Select(ImageReference.Parse))
            try
            {
                await using var plimsoll = _registry.CreatePlimsoll(session, parsed, reference.Registry);
                known = await KnownTagsReader.AddRemoteAsync(known, context, rules, plimsoll.OpenRegistry(reference, RepositoryAccess.Pull), isDestination: false, cancellationToken);
            }
            catch (PlimsollException exception) when (exception.Kind is ErrorKind.Transport or ErrorKind.Authentication)
            {
                session.Diagnostics.Warn($"registry-not-asked: the tags of {reference.FamiliarName} could not be read, so git alone decides which tags move: {exception.Message}");
            }

        return known;
    }

    private List<string> GetImages(CommandSession session, ParseResult parsed)
    {
        var named = parsed.GetValue(_images) is { Length: > 0 } given ? given
            : _tags.ImageOf(session, parsed) is { } image ? [image]
            : [];
        var registry = _tags.RegistryOf(session, parsed);
        return [.. named.Select(name => PublishDestination.Join(registry, name)).Select(WithoutTag)];
    }

    private static string WithoutTag(string image)
    {
        var reference = ImageReference.Parse(image);
        return reference is { Tag: null, Digest: null }
            ? image
            : throw PlimsollException.Usage($"'{image}' has a tag or digest, but Plimsoll derives the tags.", $"Pass the name without it: {reference.WithoutTagOrDigest().FamiliarName}.");
    }
}
