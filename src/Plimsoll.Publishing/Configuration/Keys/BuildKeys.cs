namespace Plimsoll.Publishing.Configuration.Keys;

/// <summary>The keys of <c>build:</c>, of the whole file or of one of its images.</summary>
internal static class BuildKeys
{
    private static readonly ConfigurationKey Arguments = new("args", "Build arguments of the Dockerfile, or properties of the project.", ConfigurationValue.Map(ConfigurationValue.AnyText));

    private static readonly ConfigurationKey Base = new("base", "Image that it is built on.", ConfigurationValue.Text);

    /// <summary>One platform or several.</summary>
    public static ConfigurationKey Platform { get; } = new("platform", "Platforms, such as linux/amd64; several make an index.", ConfigurationValue.Texts);

    /// <summary>One of the ways to build; the first key of each says which.</summary>
    public static ConfigurationValue Build { get; } = new()
    {
        Name = "build",
        Variants =
        [
            [
                new("dockerfile", "Dockerfile, relative to the folder of this file.", ConfigurationValue.Text) { IsRequired = true },
                new("context", "Directory whose files the Dockerfile uses.", ConfigurationValue.Text) { Default = "." },
                new("target", "Stage that is built [default: the last].", ConfigurationValue.Text),
                Arguments,
                new("secrets", "Secrets, as docker buildx build --secret accepts them; only with BuildKit.", ConfigurationValue.Texts),
                Platform,
                new("provenance", "Provenance that BuildKit attaches [default: min].", ConfigurationValue.OneOf("max", "min", "false") with { TakesFlag = true }),
                new("sbom", "Whether BuildKit attaches an SBOM.", ConfigurationValue.Flag) { Default = "false" },
                new("cache", "Where BuildKit keeps its cache: registry is beside the image.", Cache),
                new("via", "What builds it: BuildKit, the Docker Engine's own builder, or BuildKit if it is installed.", ConfigurationValue.OneOf("auto", "engine", "buildkit")) { Default = "auto" },
            ],
            [
                new("project", ".NET project, or the folder of the only one, relative to the folder of this file.", ConfigurationValue.Text) { IsRequired = true },
                Arguments,
                Platform,
                Base,
            ],
            [
                new("files", "Directory that becomes the root of the image, relative to the folder of this file.", ConfigurationValue.Text) { IsRequired = true },
                Base with { Description = "Image that the files are put on; none by default." },
                new("entrypoint", "Command of the container.", ConfigurationValue.Texts),
                Platform,
                new("user", "User that the container runs as, such as app or 1000:1000.", ConfigurationValue.Text),
                new("env", "Environment variables of the container.", ConfigurationValue.Map(ConfigurationValue.AnyText)),
                new("workingDir", "Working directory of the container, absolute.", ConfigurationValue.Text),
                new("ports", "Ports that the container listens on, such as 8080 or 53/udp.", ConfigurationValue.Texts),
                new("volumes", "Directories of the container whose content is kept outside, absolute.", ConfigurationValue.Texts),
                new("stopSignal", "Signal that stops the container, such as SIGINT.", ConfigurationValue.Text),
                new("healthCheck", "How the container is checked; none turns off the check of the base image.", HealthCheck),
            ],
        ],
    };

    private static ConfigurationValue Cache => ConfigurationValue.Section(
        new("from", "Caches to read, as docker buildx build --cache-from accepts them.", ConfigurationValue.Texts),
        new("to", "Caches to write, as docker buildx build --cache-to accepts them.", ConfigurationValue.Texts)) with { Choices = ["registry"] };

    private static ConfigurationValue HealthCheck => ConfigurationValue.Section(
        new("command", "Command that succeeds where the container is healthy: a list, or a line for the shell.", ConfigurationValue.Texts) { IsRequired = true },
        new("interval", "Time between two checks, such as 30s.", ConfigurationValue.Text),
        new("timeout", "Time after which a check has failed.", ConfigurationValue.Text),
        new("startPeriod", "Time to start, in which failures do not count.", ConfigurationValue.Text),
        new("retries", "Failures in a row after which the container is unhealthy.", ConfigurationValue.Text)) with { Choices = ["none"] };
}
