using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests;

/// <summary>Tests of the command in a git repository of its own, beside a real registry.</summary>
public abstract class RegistryCommandTests : IAsyncLifetime, IDisposable
{
    private SharedRegistry? _registry;

    private protected RegistryCommandTests() => World = new CommandWorld(Git.Path);

    protected static CancellationToken None => CancellationToken.None;

    protected GitRepository Git { get; } = GitRepository.Init();

    private protected CommandWorld World { get; }

    protected SharedRegistry Registry => _registry!;

    /// <summary>The image that most tests are about, without tag.</summary>
    protected string Image => $"{Registry.Root}/acme/app";

    protected RegistryRepository Repository => RepositoryOf("acme/app");

    private RegistryClient Client { get; } = new();

    public virtual async Task InitializeAsync() => _registry = await SharedRegistry.OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Client.Dispose();
        Git.Dispose();
        GC.SuppressFinalize(this);
    }

    protected RegistryRepository RepositoryOf(string name) => Client.Repository(ImageReference.Parse($"{Registry.Root}/{name}"), RepositoryAccess.Push);

    /// <summary>What a tag names, or <c>null</c>.</summary>
    /// <param name="name">Repository and tag, such as <c>acme/app:2.1.0</c>.</param>
    protected async Task<Digest?> ResolveAsync(string name)
    {
        var at = name.LastIndexOf(':');
        return (await RepositoryOf(name[..at]).ResolveAsync(name[(at + 1)..], None))?.Digest;
    }
}
