using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.ProjectModel;

interface IHaveSolution : INukeBuild
{
    [Solution, Required] Solution Solution => TryGetValue(() => Solution);

    AbsolutePath OutputDirectory => RootDirectory / "output";
}
