using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary>
/// <c>plimsoll delete</c>: removes an image with all its tags from a registry, or a tag alone where others name the same image
/// and the registry can do that.
/// </summary>
internal sealed class DeleteCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image in a registry: by digest with all its tags, or one tag" };

    public static Command Create(CommandHost host)
    {
        var verb = new DeleteCommand();
        var command = new Command("delete", "Delete an image or a tag from a registry") { verb._image };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var reference = ImageReference.Parse(parsed.GetRequiredValue(_image));
        if (reference is { Tag: null, Digest: null })
            throw PlimsollException.Usage($"'{reference.Familiar}' has no tag or digest to delete.");

        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, ImageLocation.ForRegistry(reference));
        var repository = plimsoll.OpenRegistry(reference);
        var removed = reference.Digest is { } digest
            ? await repository.DeleteImageAsync(digest, tags: null, cancellationToken)
            : await repository.DeleteTagAsync(reference.Tag!, cancellationToken);
        await WriteAsync(session, reference, removed ?? throw PlimsollException.NotFound($"Image {reference.Familiar} does not exist.", $"List the tags of the repository with: plimsoll ls {reference.FamiliarName}"));
        return (int)ExitCode.Done;
    }

    private static async Task WriteAsync(CommandSession session, ImageReference reference, ImageRemoval removed)
    {
        var name = reference.FamiliarName;
        if (session.IsJson)
        {
            await session.Host.Out.WriteLineAsync(CliJson.Write(new DeleteResult(1, name, removed.Digest.ToString(), removed.Tags, removed.IsImageDeleted), CliJson.Default.DeleteResult));
            return;
        }

        foreach (var tag in removed.Tags)
            await session.Host.Out.WriteLineAsync($"{name}:{tag}");
        if (removed.IsImageDeleted)
            await session.Host.Out.WriteLineAsync($"{name}@{removed.Digest}");
    }
}
