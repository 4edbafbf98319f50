namespace Plimsoll.Build.Tools;

/// <summary>A format of reports of Coverlet.</summary>
public sealed record CoverletOutputFormat : NamedValue
{
    private CoverletOutputFormat(string value) : base(value)
    {
    }

#pragma warning disable IDE1006 // These are the names that Coverlet has.
    /// <summary>Its own.</summary>
    public static CoverletOutputFormat json { get; } = new(nameof(json));

    /// <summary>That of lcov.</summary>
    public static CoverletOutputFormat lcov { get; } = new(nameof(lcov));

    /// <summary>That of OpenCover.</summary>
    public static CoverletOutputFormat opencover { get; } = new(nameof(opencover));

    /// <summary>That of Cobertura.</summary>
    public static CoverletOutputFormat cobertura { get; } = new(nameof(cobertura));

    /// <summary>Messages that TeamCity reads.</summary>
    public static CoverletOutputFormat teamcity { get; } = new(nameof(teamcity));
#pragma warning restore IDE1006
}
