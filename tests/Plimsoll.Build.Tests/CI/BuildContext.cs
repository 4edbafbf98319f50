using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.Execution;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Tests.CI;

/// <summary>Builds as the generators of files see them: nothing runs.</summary>
internal static class BuildContext
{
    public static GenerationContext Create<T>(string root) where T : PlimsollBuild, new()
    {
        var path = AbsolutePath.Create(root);
        var host = new BuildHost
        {
            Arguments = [],
            Environment = new Dictionary<string, string>(),
            WorkingDirectory = path,
            BuildDirectory = path,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
        };
        var parameters = ParameterDiscovery.Discover(typeof(T));
        BuildSession.Current = new BuildSession(host, path, parameters, ParameterValues.None, Verbosity.Normal);
        var build = new T();
        return new GenerationContext { Build = build, Targets = TargetDiscovery.Discover(build), Defaults = [], Parameters = parameters };
    }
}
