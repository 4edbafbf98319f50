using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Images;
using Plimsoll.Publishing;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll tags</c>: derives the tags of this commit.</summary>
internal sealed class TagsCommand
{
    private readonly TagOptions _tags = new();
    private readonly Option<string[]> _images = new("--image", "-i") { Description = "Print full references of this image; may be repeated [env: PLIMSOLL_IMAGE]", HelpName = "NAME" };
    private readonly Option<bool> _explain = new("--explain") { Description = "Print why each tag was derived, and why others were not" };

    public static Command Create(CommandHost host)
    {
        var verb = new TagsCommand();
        var command = new Command("tags", "Derive image tags from the state of the git repository") { verb._images };
        verb._tags.AddTo(command);
        command.Add(verb._explain);
        command.SetAction(parsed => verb.Run(new CommandSession(host, parsed), parsed));
        return command;
    }

    private int Run(CommandSession session, ParseResult parsed)
    {
        var rules = _tags.RulesOf(session, parsed);
        var context = session.Observer.Observe(session.Directory, _tags.EnvironmentOf(session), parsed.GetValue(_tags.Date));
        var images = ImagesOf(session, parsed);
        var plan = TagEngine.Derive(context, rules, new KnownTags(context.Repository.Tags));
        ProductionPolicy.Check(plan, context, rules, session.Configuration.ToImagePolicy());

        foreach (var warning in plan.Warnings)
            session.Story.Warn(warning);

        var report = TagsReport.Of(plan, images);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in parsed.GetValue(_explain) ? report.ToExplanation() : report.ToLines())
                session.Host.Out.WriteLine(line);
        return (int)ExitCode.Done;
    }

    private List<string> ImagesOf(CommandSession session, ParseResult parsed)
    {
        var named = parsed.GetValue(_images) is { Length: > 0 } given ? given
            : (session.Host.Environment("PLIMSOLL_IMAGE") ?? session.Configuration.Image) is { } image ? [image]
            : [];
        var registry = _tags.RegistryOf(session);
        return [.. named.Select(name => PublishDestination.Join(registry, name)).Select(WithoutTag)];
    }

    private static string WithoutTag(string image)
    {
        var reference = ImageReference.Parse(image);
        return reference is { Tag: null, Digest: null }
            ? image
            : throw PlimsollException.Usage($"'{image}' names a tag or digest, but tags are derived.", $"Write the image without it: {reference.WithoutTagOrDigest().FamiliarName}.");
    }
}
