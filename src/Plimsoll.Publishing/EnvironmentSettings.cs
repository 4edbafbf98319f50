namespace Plimsoll.Publishing;

/// <summary>
/// What a front end was asked to promote or to roll back: the options of a command line, the parameters and overrides of a
/// build. What is left out comes from the environment, else from <c>plimsoll.yml</c>, else it is the default.
/// </summary>
public sealed record EnvironmentSettings
{
    /// <summary>The directory that is worked in, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The environment that an image comes to, or that is rolled back; <c>null</c> for <c>PLIMSOLL_ENVIRONMENT</c>, which a promotion does not read.</summary>
    public string? Environment { get; init; }

    /// <summary>
    /// What is promoted: a tag or a digest of the image, an image of <c>plimsoll.yml</c> with one (<c>api:2.1.0</c>), a whole
    /// reference or <c>oci:PATH:TAG</c>; <c>null</c> for the release at HEAD.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>The image's name where <see cref="Source"/> does not name one: the one under <c>images:</c> or <c>components:</c>, or one as it is published under; <c>null</c> for what <c>plimsoll.yml</c> says.</summary>
    public string? Image { get; init; }

    /// <summary>What an image that <see cref="Source"/> names is called where it comes to; <c>null</c> for its own name.</summary>
    public string? DestinationImage { get; init; }

    /// <summary>The registry of the image; where <see cref="Source"/> is a whole reference, the one that it comes to. <c>null</c> for what environment and <c>plimsoll.yml</c> say, and the one that it is in.</summary>
    public string? Registry { get; init; }

    /// <summary>The component of <c>plimsoll.yml</c>, or <c>null</c>.</summary>
    public string? Component { get; init; }

    /// <summary>What a rollback goes back to: <c>previous</c>, a digest, or the file of a receipt.</summary>
    public string To { get; init; } = "previous";

    /// <summary>Whether a rollback takes <c>latest</c> and the version lines along, where they name what is withdrawn. The default is <c>false</c>.</summary>
    public bool Floating { get; init; }

    /// <summary>Why an environment is rolled back, or <c>null</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released. The default is <c>false</c>.</summary>
    public bool ReleaseHold { get; init; }

    /// <summary>How the front end calls a setting, for messages: <c>image</c> is <c>--image</c> to a command line. The default quotes it.</summary>
    public Func<string, string> SettingName { get; init; } = static setting => $"'{setting}'";
}
