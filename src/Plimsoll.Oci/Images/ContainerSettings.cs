namespace Plimsoll.Oci.Images;

/// <summary>How a container of an assembled image runs, besides its entrypoint. What is left out is that of the base image.</summary>
public sealed record ContainerSettings
{
    /// <summary>The user and group of the process, by name or number: <c>1000:1000</c>; <c>null</c> (default) for that of the base, else root.</summary>
    public string? User { get; init; }

    /// <summary>Environment variables by name; they replace those of the base with the same name. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The working directory, absolute; <c>null</c> (default) for that of the base, else <c>/</c>.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The ports that it listens on, with protocol, besides those of the base: <c>8080/tcp</c>. The default is none.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>The directories that hold data, absolute, besides those of the base. The default is none.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The signal that asks the process to end: <c>SIGINT</c>; <c>null</c> (default) for that of the base, else <c>SIGTERM</c>.</summary>
    public string? StopSignal { get; init; }

    /// <summary>How an engine finds out whether the process works; <c>null</c> (default) for that of the base. Docker's own: Kubernetes ignores it.</summary>
    public HealthCheck? HealthCheck { get; init; }
}
