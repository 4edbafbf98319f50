namespace Plimsoll.Policy.Tests.Scanners.Shell;

public class ShellScannerTests
{
    // Commands with the images that they name.
    public static TheoryData<string, string> Scripts { get; } = new()
    {
        { "docker run nginx:1\n", "nginx:1@1:12-19" },
        { "docker run --rm -it -v \"$PWD:/x\" -e A=b --name x -p 80:80 --network=host nginx:1 sh -c 'docker run no'\n", "nginx:1@1:74-81" },
        { "docker run -itd -p80:80 -uroot nginx:1 -v no:1\n", "nginx:1@1:32-39" },
        { "docker run --rm \\\n  -v a:b \\\n  \"nginx:1\" \\\n  x\n", "nginx:1@3:4-11" },
        { "docker --context x -H tcp://y:1 run nginx:1\n", "nginx:1@1:37-44" },
        { "sudo -E -u root FOO=1 docker pull 'a:1' && time podman pull b:2 | tee x; nerdctl pull c:3 & (finch create d:4)\n", "a:1@1:36-39 b:2@1:61-64 c:3@1:87-90 d:4@1:107-110" },
        { "podman pull a:1 b:2\ndocker container run c:3\ndocker image pull d:4\ndocker service create --name x --replicas 2 e:5 cmd\n", "a:1@1:13-16 b:2@1:17-20 c:3@2:22-25 d:4@3:19-22 e:5@4:45-48" },
        { "X=$(docker run a:1 cat /x) && Y=`docker run b:2`\nif ! docker pull c:3; then docker pull d:4; fi\nfor i in 1 2; do docker run e:5; done\n", "a:1@1:16-19 b:2@1:45-48 c:3@2:18-21 d:4@2:40-43 e:5@3:29-32" },
        { "bash -c 'docker run a:1' && sudo sh -ec \"cd x; docker run b:$TAG\" && eval \"docker run c:3\"\n", "a:1@1:21-24 b:$TAG@1:59-65 c:3@1:87-90" },
        { "ssh -p 22 -o A=no -tt me@host \"cd x && docker pull a:1\"\nsshpass -e ssh host sudo docker run b:2\nssh -fN -L 1:x:2 host\nssh \"$HOST\" 'docker pull c:3'\n", "a:1@1:52-55 b:2@2:37-40 c:3@4:26-29" },
        { "case $1 in\n  a|b) docker run a:1 ;;\n  *) docker run b:2 ;;\nesac\nrun() { docker run c:3; }\n", "a:1@2:19-22 b:2@3:17-20 c:3@5:20-23" },
        { "IMAGE=nginx:1.2\ndocker run \"$IMAGE\"\n", "nginx:1.2@1:7-16" },
        { "TAG=1.2\n: \"${REPO:=ghcr.io/acme}\"\ndocker run $REPO/app:${TAG}\n", "ghcr.io/acme/app:1.2@3:12-28" },
        { "export A=x:1 B=y:2\nreadonly C='z:3'\nf() { local D=w:4; docker run $D; }\ndocker run $A; docker run $B; docker run $C\n", "x:1@1:10-13 y:2@1:16-19 z:3@2:13-16 w:4@3:15-18" },
        { "IMAGE=${1:-nginx:1}\nOTHER=${OTHER:-redis:2}\ndocker run $IMAGE; docker run ${OTHER}; docker run ${NONE-mysql:8}\n", "nginx:1@1:12-19 redis:2@2:16-23 mysql:8@3:59-66" },
        { "A=x:1\nA=x:2\ndocker run $A\n", "$A@3:12-14" },
        { "A=x:1\nif y; then A=$2; fi\ndocker run $A\n", "x:1@1:3-6" },
        { "for i in a:1 'b:2'; do docker pull \"$i\"; done\nL=(c:3 d:4)\nfor j in \"${L[@]}\"; do docker pull $j; done\n", "a:1@1:10-13 b:2@1:15-18 c:3@2:4-7 d:4@2:8-11" },
        { "docker run x:$TAG\ndocker run $R/x:1\ndocker run $I:latest\n", "x:$TAG@1:12-18 $R/x:1@2:12-18 $I:latest@3:12-21" },
        { "docker run ng\"in\"x:1\ndocker run ngin\\x:1\n", "nginx:1@1:12-21 nginx:1@2:12-20" },
        { "docker run $DOCKER_OPTS -it a:1 sh\n", "a:1@1:29-32" },
        { "D=podman\n$D run a:1\n${E:-docker} run b:2\n", "a:1@2:8-11 b:2@3:18-21" },
        { "cat <<EOF > x\ndocker run no:1\nEOF\ndocker run a:1\ncat <<-'X Y'\n\tdocker run no:2\n\tX Y\ndocker run b:2 <<< no\n", "a:1@4:12-15 b:2@8:12-15" },
        { "x=$((1<<2)); (( y = 1 << 3 )); docker run a:1 2>&1 >/dev/null </dev/null\n", "a:1@1:43-46" },
        { "skopeo copy --all docker://a:1 docker://me/b:2\ncrane copy c:3 me/c:3\ncrane pull d:4 x.tar\ncrictl pull e:5\nctr -n k8s.io images pull docker.io/f:6\n", "a:1@1:28-31 c:3@2:12-15 d:4@3:12-15 e:5@4:13-16 docker.io/f:6@5:27-40" },
        { "kubectl -n x run p --rm -i --image=a:1 -- docker run --image no\nkubectl set image deploy/x c=b:2 d=\"c:3\" -n x\nkubectl debug p --image d:4\nkubectl create deployment x --image=e:5\n", "a:1@1:36-39 b:2@2:30-33 c:3@2:37-40 d:4@3:25-28 e:5@4:37-40" },
        { "kind create cluster --image kindest/node:v1.30.0\nk3d cluster create x -i rancher/k3s:v1\ngcloud run deploy x --image=a:1\naz container create -n x --image b:2\naz containerapp update --image c:3\nfly deploy --image d:4\npack build x --builder e:5\nsingularity pull x.sif docker://f:6\n", "kindest/node:v1.30.0@1:29-49 rancher/k3s:v1@2:25-39 a:1@3:29-32 b:2@4:34-37 c:3@5:32-35 d:4@6:20-23 e:5@7:24-27 f:6@8:33-36" },
        { "helm upgrade x y --set image.repository=a,image.tag=1 --set other.tag=2\nhelm install z oci://r.example/chart --version 1.2.3\n", "a:1@1:53-54 r.example/chart:1.2.3@2:48-53" },
        { "docker build -t me/x:1 . && docker run me/x:1\ndocker tag a b/c:2; docker push b/c; docker run b/c:3\ndocker run me/y\ndocker buildx build --tag=me/y --push .\ndocker commit c d:1\ndocker run d\n", "" },
    };

    // None of it names an image, or one that the file itself does not know.
    public static TheoryData<string> Others { get; } =
    [
        "# docker run no:1\necho docker run no:1\necho \"docker run no:1\"; printf 'docker run no:1'\n",
        "docker run \"$1\"\ndocker run $IMAGE\ndocker run $A/$B:$C\ndocker run \"$@\"\ndocker run $(build)\n",
        "docker run --new-option x no:1\ndocker pull -a no\ndocker run --rootfs no\n",
        "docker compose pull no\ndocker buildx imagetools inspect no:1\ndocker build --build-arg BASE=no:1 .\ndocker rmi no:1; docker inspect no:1\n",
        "docker run IMAGE; docker run <image>; docker run {image}; docker run 0123456789ab\nxargs -I{} docker pull {}\n",
        "git pull no:1\ntime pull no\nmy-docker run no:1\nx docker run no:1\ndocker\ndocker run\nsudo\n",
        "helm upgrade x y --set image.tag=1\nhelm install x oci://r/c\nkubectl get x --image no:1\nkubectl set env d/x A=b:1\n",
        "docker run 'unclosed",
        "docker run \"${unclosed",
        "$(`(${\"",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Images_are_found_at_their_tokens(string script, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.sh", script));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string script, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.bash", "\uFEFF" + script.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string script) =>
        Assert.Equal("", await Deployment.ImagesAsync("x.zsh", script));

    [Theory]
    [InlineData("scripts/run", "#!/bin/sh\n", true)]
    [InlineData("hack/run", "#!/usr/bin/env bash\n", true)]
    [InlineData("scripts/run", "#!/usr/bin/env python3\n", false)]
    [InlineData("scripts/run", "", false)]
    [InlineData("docs/run", "#!/bin/sh\n", false)]
    [InlineData("run.txt", "#!/bin/sh\n", false)]
    [InlineData("README.md", "", false)]
    public async Task A_script_is_known_by_its_extension_or_its_first_line(string file, string first, bool isScript) =>
        Assert.Equal(isScript ? "a:1@2:12-15" : "", await Deployment.ImagesAsync(file, first + "docker run a:1\n"));

    [Fact]
    public async Task A_file_without_an_extension_is_a_script_where_it_is_named_explicitly()
    {
        using var deployment = new Deployment().With("tools/run", "#!/bin/sh\ndocker run a:1\n");
        Assert.Equal("a:1@tools/run:2:12-15", Assert.Single(await deployment.UsesAsync("tools/run")));
    }

    [Fact]
    public async Task Deep_nesting_and_long_loops_of_variables_end()
    {
        var script = string.Concat(Enumerable.Repeat("$(", 5_000)) + "\nA=$B$B$B$B\nB=$A$A$A$A\ndocker run x:$A\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"V{i + 1}=$V{i}$V{i}\n")) + "V0=a\ndocker run x:$V2000\n";
        using var deployment = new Deployment().With("x.sh", script).With("y.sh", script.TrimStart('$', '('));
        Assert.Equal(2, (await deployment.CheckAsync()).Images.Count);
    }
}
