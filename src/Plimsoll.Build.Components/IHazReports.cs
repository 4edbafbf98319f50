namespace Plimsoll.Build.Components;

/// <summary>A build that makes reports.</summary>
public interface IHazReports : IHazArtifacts
{
    /// <summary>Where they go; the default is <c>reports</c> in the artifacts.</summary>
    AbsolutePath ReportDirectory => ArtifactsDirectory / "reports";
}
