using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll tag</c>: gives an image in a registry further tags, without moving a byte of it.</summary>
internal sealed class TagCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image in a registry, by tag or digest" };
    private readonly Argument<string[]> _tags = new("TAG") { Description = "Tags to add", Arity = ArgumentArity.OneOrMore };

    public static Command Create(CommandHost host)
    {
        var verb = new TagCommand();
        var command = new Command("tag", "Add tags to an image in a registry") { verb._image, verb._tags };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var reference = ImageReference.Parse(parsed.GetRequiredValue(_image));
        if (parsed.GetRequiredValue(_tags).FirstOrDefault(tag => tag.AsSpan().ContainsAny('/', ':')) is { } name)
            throw PlimsollException.Usage($"'{name}' is an image name, not a tag.", $"Pass only the tag, or copy the image to that name: plimsoll copy {reference.Familiar} {name}");
        var tags = parsed.GetRequiredValue(_tags).Select(tag => reference.WithTag(tag).Tag!).Distinct().ToList();
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, ImageLocation.ForRegistry(reference));
        var digest = await plimsoll.TagAsync(reference, tags, cancellationToken);
        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new TagResult(1, reference.FamiliarName, digest.ToString(), tags), CliJson.Default.TagResult));
        else
            foreach (var tag in tags)
                session.Host.Out.WriteLine($"{reference.FamiliarName}:{tag}@{digest}");
        session.Sink.SetOutputs(() => [
            new("image", $"{reference.FamiliarName}@{digest}"),
            new("digest", digest.ToString()),
            new("tags", string.Join('\n', tags.Select(tag => $"{reference.FamiliarName}:{tag}"))),
            new("tag-names", string.Join('\n', tags)),
        ]);
        return (int)ExitCode.Done;
    }
}
