using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Storage.Layout;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll ls</c>: the tags of a repository.</summary>
internal sealed class ListCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _repository = new("REPOSITORY") { Description = "A repository such as ghcr.io/acme/app, or oci:PATH" };

    public static Command Create(CommandHost host)
    {
        var verb = new ListCommand();
        var command = new Command("ls", "List the tags of a repository") { verb._repository };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var location = ImageLocation.Parse(parsed.GetRequiredValue(_repository), session.Directory);
        using var services = _registry.Compose(session, parsed, location);
        IImageRepository repository = location.Transport switch
        {
            ImageTransport.Registry => services.OpenRegistry(location.Reference!),
            ImageTransport.OciLayout => OciLayout.Open(location.Path),
            _ => throw PlimsollException.Usage($"'{location}' has no tags to list.", "Name a repository or oci:PATH."),
        };

        var tags = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            tags.Add(tag);
        tags.Sort(StringComparer.Ordinal);
        if (tags.Count == 0)
            throw PlimsollException.NotFound($"{location} has no tags, or does not exist.");

        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new TagList(1, location.Reference?.FamiliarName ?? location.ToString(), tags), CliJson.Default.TagList));
        else
            foreach (var tag in tags)
                session.Host.Out.WriteLine(tag);
        return (int)ExitCode.Done;
    }
}
