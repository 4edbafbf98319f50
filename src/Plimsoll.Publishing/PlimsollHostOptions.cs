using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing;

/// <summary>What a <see cref="PlimsollHost"/> is composed of. Every value has a default that suits a program of one's own.</summary>
public sealed record PlimsollHostOptions
{
    /// <summary>The working directory, absolute: the repository is looked for from here, and relative paths start here. The default is that of the process.</summary>
    public string Directory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>What <c>plimsoll.yml</c> says. The default is read from <see cref="Directory"/> when it is first needed, once.</summary>
    public PlimsollConfiguration? Configuration { get; init; }

    /// <summary>Reads an environment variable; <c>null</c> where it is not set or empty. The default reads those of the process.</summary>
    public Func<string, string?> Environment { get; init; } = static name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The version of Plimsoll, as receipts and requests name it. The default is that of the library, with its prerelease label.</summary>
    public string ToolVersion { get; init; } = PlimsollHost.Version;

    /// <summary>The registry that a user name and password in the environment are for. The default is the one that the environment names.</summary>
    public string? Registry { get; init; }

    /// <summary>Where credentials come from. The default is what Plimsoll, Docker and Podman are configured with, then the machine's cloud identity.</summary>
    public ICredentialSource? Credentials { get; init; }

    /// <summary>
    /// How registries are spoken to: proxies, certificates, retries, limits. Credentials, clock, user agent and upload journal
    /// are set by the host, and the certificate folders of the user come before those named here.
    /// </summary>
    public RegistryClientOptions RegistryClient { get; init; } = new();

    /// <summary>
    /// Where Docker Hub's index is, which searches ask: <c>https://HOST[:PORT][/PATH]</c>, to which <c>v1/search</c> is added. The
    /// default is <c>PLIMSOLL_HUB_URL</c>, else Docker Hub itself.
    /// </summary>
    public Uri? HubAddress { get; init; }

    /// <summary>Connects to the Docker Engine; called at most once, and only when an engine is needed. What it gives is disposed. The default connects as <c>docker</c> does.</summary>
    public Func<IImageEngine>? ConnectEngine { get; init; }

    /// <summary>Reads git repositories. The default is <see cref="Git.GitRepositoryReader"/>.</summary>
    public IRepositoryReader? RepositoryReader { get; init; }

    /// <summary>Receives messages: steps, retries, the output of builds, warnings. The default is nobody.</summary>
    public IProgress<Diagnostic>? Diagnostics { get; init; }

    /// <summary>
    /// Receives, in one line each and without secrets, what only helps to find the cause of a problem: requests, where credentials
    /// were found, the engine that was connected to. The default is nobody.
    /// </summary>
    public IProgress<string>? Trace { get; init; }

    /// <summary>
    /// Begins a group in the log, by its title, for what a build prints; disposing of what it gives ends the group. The default has
    /// no groups.
    /// </summary>
    public Func<string, IDisposable?>? BeginGroup { get; init; }

    /// <summary>Receives each blob that is copied, mounted or there already. The default is nobody.</summary>
    public IProgress<BlobCopy>? Progress { get; init; }

    /// <summary>
    /// Receives how far work is that takes long and moves nothing to or from a registry: packing, reading and writing archives,
    /// giving an image to an engine. <see cref="RegistryClientOptions.Transfers"/> has the rest. The default is nobody.
    /// </summary>
    public IProgress<WorkProgress>? Work { get; init; }

    /// <summary>How the front end calls a setting, for messages: <c>allow-dirty</c> is <c>--allow-dirty</c> to a command line. The default quotes it.</summary>
    public Func<string, string> SettingName { get; init; } = static setting => $"'{setting}'";
}
