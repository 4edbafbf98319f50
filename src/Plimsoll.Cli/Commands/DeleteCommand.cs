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
/// <c>plimsoll delete</c>: removes an image from a registry. Registries delete manifests, and with one all its tags; so
/// a tag is only deleted where no other names the same image.
/// </summary>
internal sealed class DeleteCommand
{
    private readonly RegistryOptions _registry = new();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image in a registry, by digest, or by tag if it has no other tag" };

    public static Command Create(CommandHost host)
    {
        var verb = new DeleteCommand();
        var command = new Command("delete", "Delete an image and all its tags from a registry") { verb._image };
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
        var image = await repository.ResolveAsync(reference.TagOrDigest, cancellationToken)
            ?? throw PlimsollException.NotFound($"Image {reference.Familiar} does not exist.", $"List the tags of the repository with: plimsoll ls {reference.FamiliarName}");
        if (reference.Digest is null)
            await RefuseIfSharedAsync(repository, reference, image.Digest, cancellationToken);

        if (!await repository.DeleteManifestAsync(image.Digest, cancellationToken))
            throw PlimsollException.NotFound($"Image {reference.Familiar} does not exist.", $"List the tags of the repository with: plimsoll ls {reference.FamiliarName}");
        session.Host.Out.WriteLine(session.IsJson
            ? CliJson.Write(new DeleteResult(1, reference.FamiliarName, image.Digest.ToString()), CliJson.Default.DeleteResult)
            : $"{reference.FamiliarName}@{image.Digest}");
        return (int)ExitCode.Done;
    }

    private static async Task RefuseIfSharedAsync(RegistryRepository repository, ImageReference reference, Digest digest, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        await foreach (var tag in repository.ListTagsAsync(cancellationToken))
            if (tag != reference.Tag && (await repository.ResolveAsync(tag, cancellationToken))?.Digest == digest)
                others.Add(tag);

        if (others.Count > 0)
            throw PlimsollException.Usage(
                $"{reference.Familiar} cannot be deleted on its own: {string.Join(", ", others.Order(StringComparer.Ordinal))} {(others.Count == 1 ? "points" : "point")} to the same image, and registries delete an image with all its tags.",
                $"To delete them all: plimsoll delete {reference.FamiliarName}@{digest}");
    }
}
