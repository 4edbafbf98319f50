namespace Plimsoll.Policy.Tests.Scanners.GitHub;

public class ActionImagesTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Files { get; } = new()
    {
        { "runs:\n  using: composite\n  steps:\n  - uses: google-github-actions/deploy-cloudrun@v2\n    with: {image: r.example/a:1}\n", "r.example/a:1@5:19-32" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/build-push-action@v6\n      with:\n        tags: no/a:1\n        build-contexts: |\n          base=docker-image://alpine:3.20\n          src=../image:1\n          \"node=docker-image://node:22@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"\n", "alpine:3.20@10:31-42 node:22@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@12:32-111" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/build-push-action@v6\n      with:\n        tags: no/b:1\n        build-args: |\n          BASE_IMAGE=debian:12-slim\n          node_image=r.io/node:${{ matrix.v }}\n          IMAGE=no/b:1\n          IMAGE_NAME=no\n          IMAGE=no\n          BUILD_FROM=${{ x }}\n          URL=https://no:1\n    strategy: {matrix: {v: [1, 2]}}\n", "debian:12-slim@10:22-36 r.io/node:1@11:22-47 r.io/node:2@11:22-47" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/build-push-action@v6\n      with: {build-contexts: 'base=docker-image://alpine:${{ matrix.v }}'}\n    strategy: {matrix: {v: [1, 2]}}\n", "alpine:1@7:51-73 alpine:2@7:51-73" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/build-push-action@v6\n      env: {T: x}\n      with: {build-contexts: 'base=docker-image://alpine:${{ env.V }}'}\n    env: {V: 3}\n", "alpine:3@8:51-70" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/bake-action@v6\n      with:\n        set: |\n          *.contexts.base=docker-image://a:1\n          *.tags=no/a:1\n          *.output=type=image,name=no:1\n", "a:1@9:42-45" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/setup-buildx-action@v3\n      with:\n        driver-opts: |\n          image=moby/buildkit:v0.17.0\n          network=host\n    - uses: docker/setup-buildx-action@v3\n      with: {driver-opts: 'network=host,image=moby/buildkit:master'}\n    - uses: docker/setup-qemu-action@v3\n      with: {image: tonistiigi/binfmt:latest, platforms: all}\n", "moby/buildkit:v0.17.0@9:17-38 moby/buildkit:master@12:47-67 tonistiigi/binfmt:latest@14:21-45" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: Azure/webapps-deploy@v3\n      with:\n        app-name: image\n        images: |\n          r.azurecr.io/a:1\n          r.azurecr.io/b:1\n", "r.azurecr.io/a:1@10:11-27 r.azurecr.io/b:1@11:11-27" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: azure/webapps-deploy@v3\n      with:\n        images: r.azurecr.io/a:${{ github.sha }}\n", "r.azurecr.io/a:${{ github.sha }}@8:17-49" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: docker build -t r.azurecr.io/a:${{ github.sha }} .\n    - uses: azure/webapps-deploy@v3\n      with:\n        images: r.azurecr.io/a:${{ github.sha }}\n", "" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: azure/container-apps-deploy-action@v2\n      with:\n        imageToDeploy: mcr.microsoft.com/k8se/quickstart:latest\n    - uses: azure/container-apps-deploy-action@v2\n      with:\n        imageToBuild: no/a:1\n", "mcr.microsoft.com/k8se/quickstart:latest@8:24-64" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: azure/aci-deploy@v1\n      with: {image: r.example/a:1, registry-login-server: r.example}\n    - uses: azure/functions-container-action@v1\n      with: {IMAGE: 'b/c:1'}\n    - uses: azure/k8s-deploy@v5\n      with: {images: 'd/e:1'}\n", "r.example/a:1@7:21-34 b/c:1@9:22-27 d/e:1@11:23-28" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: google-github-actions/deploy-cloudrun@v2\n      with: {service: image, image: 'us-docker.pkg.dev/cloudrun/container/hello'}\n", "us-docker.pkg.dev/cloudrun/container/hello@7:38-80" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: google-github-actions/create-cloud-deploy-release@v1\n      with:\n        images: |-\n          web=gcr.io/p/web:1\n          api=gcr.io/p/api:2\n", "gcr.io/p/web:1@9:15-29 gcr.io/p/api:2@10:15-29" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - id: build\n      run: echo x\n    - uses: aws-actions/amazon-ecs-render-task-definition@v1\n      with:\n        task-definition: x.json\n        image: ${{ steps.build.outputs.image }}\n    - uses: aws-actions/amazon-ecs-render-task-definition@v1\n      with: {container-name: log, image: amazon/aws-for-fluent-bit:stable}\n", "amazon/aws-for-fluent-bit:stable@13:42-74" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: helm/kind-action@v1\n      with: {node_image: kindest/node:v1.31.2, version: v0.25.0}\n    - uses: addnab/docker-run-action@v3\n      with: {image: docker:27, options: -v x, run: make}\n", "kindest/node:v1.31.2@7:26-46 docker:27@9:21-30" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: redhat-actions/buildah-build@v2\n      with: {image: quay.io/acme/app, tags: latest}\n    - uses: redhat-actions/push-to-registry@v2\n      with: {image: app, registry: quay.io/acme}\n    - run: podman run quay.io/acme/app:latest\n", "" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: other/build-push-action@v6\n      with: {build-contexts: 'x=docker-image://no:1', images: no/a:1}\n    - uses: docker/build-push-action@v6\n      with: ${{ fromJSON(x) }}\n    - uses: docker/build-push-action@v6\n      with: {build-contexts: [x]}\n", "" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: |\n        docker buildx build --build-context x=docker-image://a:1 --build-context=y=docker-image://b:2 --build-context z=../image -t no/a:1 .\n        docker build --build-context \"x=docker-image://c:$V\" .\n        podman build --build-context x=container-image://d:1 --build-context y=docker://e:1 .\n        docker buildx bake --set '*.contexts.x=docker-image://f:1' --set *.tags=no:1\n        buildah build --build-context x=docker://g:1 .\n      env: {V: 3}\n", "a:1@7:62-65 b:2@7:99-102 c:3@8:56-60 d:1@9:58-61 e:1@9:89-92 f:1@10:63-66 g:1@11:50-53" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    env: {T: 1}\n    steps:\n    - uses: docker/build-push-action@v6\n      with: {tags: r.io/b:1}\n    - uses: appleboy/ssh-action@v1.0.3\n      with:\n        script: |\n          docker pull r.io/a:$T\n          docker run -d r.io/b:1\n    - uses: nick-fields/retry@v3\n      with: {command: 'docker pull c:$T'}\n", "r.io/a:$T@12:23-32 c:1@15:36-40" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: azure/CLI@v2\n      env: {V: 2}\n      with:\n        azcliversion: latest\n        inlineScript: |\n          az containerapp update -n image --image r.azurecr.io/a:$V\n          az webapp config container set --container-image-name r.azurecr.io/b:${{ github.sha }}\n", "r.azurecr.io/a:2@11:51-68 r.azurecr.io/b:${{ github.sha }}@12:65-97" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_images_that_actions_take_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("any.yml", text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/any.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
