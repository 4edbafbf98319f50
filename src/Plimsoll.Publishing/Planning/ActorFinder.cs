using Plimsoll.Git;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth.Credentials;

namespace Plimsoll.Publishing.Planning;

/// <summary>
/// Tells who works, for records: whom the CI host names, else git's user, else who is logged in to the registry, else the
/// user of this machine.
/// </summary>
/// <param name="observer">Knows the CI host.</param>
/// <param name="environment">The environment variables.</param>
/// <param name="credentials">The logins; asked only where nobody else is known.</param>
internal sealed class ActorFinder(BuildObserver observer, Func<string, string?> environment, Lazy<ICredentialSource> credentials)
{
    /// <summary>What registries call somebody whose name is in the token alone.</summary>
    private static readonly string[] Nameless = ["<token>", "00000000-0000-0000-0000-000000000000"];

    /// <summary>Finds who works; <c>null</c> where nobody is known.</summary>
    /// <param name="directory">The directory whose git configuration counts.</param>
    /// <param name="image">Where to the image goes, or <c>null</c> where that is no registry.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string?> FindAsync(string directory, ImageReference? image, CancellationToken cancellationToken) =>
        observer.Host?.Actor
        ?? await new GitUserReader(environment).ReadAsync(directory, cancellationToken)
        ?? (image is null ? null : await LoginAsync(image, cancellationToken))
        ?? environment("USER")
        ?? environment("USERNAME");

    private async Task<string?> LoginAsync(ImageReference image, CancellationToken cancellationToken) =>
        await credentials.Value.FindAsync(image.Registry, image.Repository, cancellationToken) is { Username: { Length: > 0 } name } && !Nameless.Contains(name) ? name : null;
}
