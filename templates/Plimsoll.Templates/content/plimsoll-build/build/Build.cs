using Plimsoll.Build.Components;

class Build : PlimsollBuild, ICheckTagPolicy, ICutRelease, IPublishImages, IPromoteImages
{
    public static int Main() => Execute<Build>(x => ((IPublishImages)x).Publish);
}
