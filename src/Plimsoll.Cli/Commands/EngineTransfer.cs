using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>push REFERENCE</c> and <c>pull REFERENCE</c>: between the Docker Engine and the registry that the name is of, as docker does.</summary>
/// <param name="pushes">Whether the image goes to the registry.</param>
internal sealed class EngineTransfer(bool pushes)
{
    private string Verb => pushes ? "push" : "pull";

    /// <summary>Source and destination.</summary>
    /// <param name="text">The one argument.</param>
    /// <param name="directory">The directory that relative paths start from.</param>
    /// <exception cref="PlimsollException">The argument is a file, or has no tag that the engine could give it (exit code 2).</exception>
    public (ImageLocation Source, ImageLocation Destination) Parse(string text, string directory)
    {
        var location = ImageLocation.ParseRemote(text, directory);
        if (location.Transport == ImageTransport.DockerDaemon && pushes)
            location = ImageLocation.ForRegistry(ImageReference.Parse(location.Path));
        if (location.Reference is not { } reference)
            throw PlimsollException.Usage("DESTINATION is missing.", pushes ? $"Write where '{text}' is pushed to: plimsoll push {text} REGISTRY/NAME:TAG" : $"'{text}' is not in a registry; to copy it: plimsoll copy {text} DESTINATION");
        if (reference.Digest is not null && (pushes || reference.Tag is null))
            throw PlimsollException.Usage(
                $"An image of the Docker Engine has a name with a tag, and '{reference.Familiar}' is one with a digest.",
                pushes ? $"Push it under a tag: plimsoll push docker-daemon:NAME {reference.FamiliarName}:TAG" : $"Say what it is called in the engine: plimsoll pull {reference.Familiar} docker-daemon:{reference.FamiliarName}:TAG");

        var there = ImageLocation.ForEngine(reference.WithTag(reference.Tag ?? "latest").Familiar);
        return pushes ? (there, ImageLocation.ForRegistry(reference.WithTag(reference.Tag ?? "latest"))) : (location, there);
    }

    /// <summary>Makes sure of the engine before a registry is asked for anything.</summary>
    /// <exception cref="PlimsollException">
    /// There is no engine: a pull does not know then where to (exit code 2), and a push not from where (4, 7).
    /// </exception>
    public async Task CheckAsync(PlimsollHost plimsoll, ImageLocation source, ImageLocation destination, CancellationToken cancellationToken)
    {
        try
        {
            await plimsoll.Engine.PingAsync(cancellationToken);
        }
        catch (PlimsollException exception)
        {
            var reference = (pushes ? destination : source).Reference!;
            var path = reference.Repository[(reference.Repository.LastIndexOf('/') + 1)..];
            throw new PlimsollException(
                pushes ? exception.Kind : ErrorKind.Usage,
                $"'plimsoll {Verb} {reference.Familiar}' uses the Docker Engine. {exception.Message}",
                pushes
                    ? $"To push an image that is elsewhere: plimsoll push oci:PATH {reference.Familiar}\nThe engine is found by DOCKER_HOST and DOCKER_CONTEXT; 'plimsoll doctor' says which it is."
                    : $"To pull without an engine, into an OCI layout: plimsoll pull {reference.Familiar} oci:{path}{(reference.Tag is { } tag ? $":{tag}" : "")}\nThe engine is found by DOCKER_HOST and DOCKER_CONTEXT; 'plimsoll doctor' says which it is.",
                exception);
        }
    }
}
