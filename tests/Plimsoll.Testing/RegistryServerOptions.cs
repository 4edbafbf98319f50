namespace Plimsoll.Testing;

/// <summary>How a <see cref="RegistryServer"/> runs. The default is open, in plain HTTP, with deleting on.</summary>
public sealed record RegistryServerOptions
{
    /// <summary>The user and password of <see cref="WithPassword"/>.</summary>
    public const string Username = "ann";

    /// <summary>The password of <see cref="WithPassword"/>.</summary>
    public const string Password = "loadline";

    /// <summary>Basic authentication; one user, <see cref="Username"/>.</summary>
    public bool WithPassword { get; init; }

    /// <summary>Bearer tokens of this server, or <c>null</c>.</summary>
    public TokenServer? Tokens { get; init; }

    /// <summary>The certificate to speak TLS with, or <c>null</c> for plain HTTP.</summary>
    public TestCertificate? Tls { get; init; }

    /// <summary>The registry, as host and port, that this one is a pull-through cache of, or <c>null</c>.</summary>
    public string? ProxyOf { get; init; }

    /// <summary>Whether manifests can be deleted.</summary>
    public bool AllowsDelete { get; init; } = true;

    /// <summary>Whether manifests may name layers that are elsewhere, at any http or https address.</summary>
    public bool AllowsForeignLayers { get; init; }

    /// <summary>More of the server's variables, such as <c>REGISTRY_HTTP_RELATIVEURLS</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
