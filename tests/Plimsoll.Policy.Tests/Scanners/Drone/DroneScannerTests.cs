namespace Plimsoll.Policy.Tests.Scanners.Drone;

public class DroneScannerTests
{
    [Theory]
    [InlineData("kind: pipeline\ntype: docker\nsteps:\n- name: image\n  image: golang:1.23\n  environment: {image: no}\nservices:\n- {name: x, image: 'redis'}\n", "golang:1.23@5:10-21 redis@8:21-26")]
    [InlineData("kind: pipeline\nsteps: [{image: 'x:${DRONE_TAG}'}, {image: 'y:${V:-latest}'}, {image: ''}, z]\n", "x:${DRONE_TAG}@2:18-32 y:latest@2:45-59")]
    [InlineData("kind: pipeline\ntype: exec\nsteps: [{image: x}]\n", "")]
    [InlineData("kind: secret\nsteps: [{image: x}]\n", "")]
    [InlineData("---\nkind: secret\n---\nkind: pipeline\nsteps: [{image: a:1}]\n---\nkind: pipeline\nservices: [{image: b:2}]\n", "a:1@5:17-20 b:2@8:20-23")]
    public async Task Drones_images_are_found_at_their_tokens(string text, string expected)
    {
        Assert.Equal(expected, await Deployment.ImagesAsync(".drone.yml", text));
        Assert.Equal(expected, await Deployment.ImagesAsync("x.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("steps:\n- name: a\n  image: a:1\nservices:\n  db: {image: b:2}\n", "a:1@3:10-13 b:2@5:15-18")]
    [InlineData("pipeline:\n  a:\n    image: a:1\n    settings: {image: no}\nclone: {git: {image: c:3}}\n", "a:1@3:12-15 c:3@5:22-25")]
    [InlineData("matrix: {V: [1, 2], W: [x]}\nsteps: {a: {image: 'a:${V}'}, b: {image: 'b:$W$U'}}\n", "a:1@2:21-27 a:2@2:21-27 b:$W$U@2:43-49")]
    [InlineData("matrix: {include: [{I: a:1}, {I: b:2}]}\nsteps: [{image: $I}]\n", "a:1@1:24-27 b:2@1:34-37")]
    [InlineData("when: x\nlabels: {image: a}\n", "")]
    public async Task Woodpeckers_images_are_found_at_their_tokens(string text, string expected)
    {
        Assert.Equal(expected, await Deployment.ImagesAsync(".woodpecker.yml", text));
        Assert.Equal(expected, await Deployment.ImagesAsync("sub/.woodpecker/build.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }
}
