namespace Automation
{
    using Nuke.Common;

    internal sealed partial class Build : NukeBuild, ICompileCode, ITestCode
    {
        static int Main() => Execute<Build>(x => ((ITestCode)x).RunTests);

        Target Everything => _ => _
            .Description("All there is")
            .DependsOn<ITestCode>(x => x.RunTests)
            .Executes(async () => await Task.CompletedTask);
    }
}
