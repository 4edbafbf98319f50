using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// Keeps credentials where Docker keeps them, so that every tool finds them: with the credential helper that
/// <c>config.json</c> names (<c>credHelpers</c> for the registry, else <c>credsStore</c>), else in the file itself.
/// </summary>
/// <param name="environment">Says where the file is: <c>$DOCKER_CONFIG/config.json</c>, else <c>~/.docker/config.json</c>.</param>
internal sealed class CredentialStore(CredentialEnvironment environment)
{
    /// <summary>The registry in the name that a user logs in to: <c>quay.io</c> of <c>quay.io/acme</c>.</summary>
    /// <exception cref="PlimsollException">The name is not that of a registry (exit code 2).</exception>
    public static string ParseRegistry(string name) => CredentialKey.Parse(name).Registry;

    /// <summary>Saves a credential in place of the one there was.</summary>
    /// <param name="registry">Host and, where given, port; with a path (<c>quay.io/acme</c>) for the repositories below it.</param>
    /// <param name="username">The user name.</param>
    /// <param name="password">The password or personal access token.</param>
    /// <param name="cancellationToken">Stops waiting for a helper.</param>
    /// <returns>Where it was saved.</returns>
    /// <exception cref="PlimsollException">The name is not that of a registry, the file cannot be read or written (exit code 2), or the helper failed (4).</exception>
    public async Task<CredentialLocation> SaveAsync(string registry, string username, string password, CancellationToken cancellationToken)
    {
        var (host, path) = CredentialKey.Parse(registry);
        if (username.Contains(':'))
            throw PlimsollException.Usage("A user name cannot contain a colon.");

        await using var turn = await DockerConfigDocument.LockAsync(FilePath, cancellationToken);
        var file = DockerConfigDocument.Load(FilePath);
        if (Helper(host) is not { } helper)
        {
            file.SetEntry(Key(host, path), new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")) });
            await file.SaveAsync(cancellationToken);
            return new CredentialLocation(FilePath, IsHelper: false);
        }

        RefuseNamespace(path, helper);
        await helper.StoreAsync(host, username, password, cancellationToken);

        // Docker marks what a helper keeps by an empty entry; an old secret in the file goes with it. Not cancelled: it is kept by now.
        file.SetEntry(Key(host, path), []);
        await file.SaveAsync(CancellationToken.None);
        return new CredentialLocation(helper.Program, IsHelper: true);
    }

    /// <summary>Removes the credential of a registry, under every spelling of its key.</summary>
    /// <returns>Where it was removed from; <c>null</c> where there was none.</returns>
    /// <exception cref="PlimsollException">As for <see cref="SaveAsync"/>.</exception>
    public async Task<CredentialLocation?> RemoveAsync(string registry, CancellationToken cancellationToken)
    {
        var (host, path) = CredentialKey.Parse(registry);
        var helper = Helper(host);
        RefuseNamespace(path, helper);
        var erased = helper is not null && await helper.EraseAsync(host, cancellationToken);
        if (!File.Exists(FilePath))
            return null;

        await using var turn = await DockerConfigDocument.LockAsync(FilePath, CancellationToken.None);
        var file = DockerConfigDocument.Load(FilePath);
        var removed = file.RemoveEntries(path is null ? host : $"{host}/{path}");
        if (removed)
            await file.SaveAsync(CancellationToken.None);
        return erased ? new CredentialLocation(helper!.Program, IsHelper: true)
            : removed ? new CredentialLocation(FilePath, IsHelper: false)
            : null;
    }

    private string FilePath => CredentialSource.Folder(environment, "DOCKER_CONFIG", ".docker") is { } folder
        ? Path.Combine(folder, "config.json")
        : throw PlimsollException.Usage("There is no home directory to store credentials in.", "Set HOME or DOCKER_CONFIG.");

    private CredentialHelper? Helper(string host) =>
        DockerConfig.Read(FilePath) is { } config && config.HelperFor(host) is { Length: > 0 } name
            ? new CredentialHelper(name, config.Source, environment)
            : null;

    private static string Key(string host, string? path) =>
        path is not null ? $"{host}/{path}" : host == ImageReference.DockerHub ? CredentialKey.DockerHub : host;

    private static void RefuseNamespace(string? path, CredentialHelper? helper)
    {
        if (path is not null && helper is not null)
            throw PlimsollException.Usage($"{helper.Program} stores credentials only for whole registries.", "Use the host without a path.");
    }
}
